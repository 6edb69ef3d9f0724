using System.Reflection;
using System.Reflection.Emit;

namespace Peppi.Architecture.Tests;

/// <summary>
/// What a type touches: its signatures and, unlike plain reflection over members, the tokens inside its method bodies
/// (async state machines and closures count for their owner). A const is erased by the compiler and stays unseen.
/// </summary>
internal sealed class TypeDependencies
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (OpCode)field.GetValue(null)!)
            .ToDictionary(code => code.Value);

    private readonly HashSet<Type> types = [];
    private readonly HashSet<MemberInfo> members = [];

    private TypeDependencies(Type type)
    {
        Visit(type);
        types.RemoveWhere(found => Outermost(found) == type);
    }

    /// <summary>Every type touched, the type itself and its nested ones excluded.</summary>
    public IReadOnlySet<Type> Types => types;

    /// <summary>Every method and field that the bodies call or read.</summary>
    public IReadOnlySet<MemberInfo> Members => members;

    /// <summary>Scans one outermost type.</summary>
    public static TypeDependencies Of(Type type) => new(type);

    /// <summary>The type that a nested, generated or closure type belongs to.</summary>
    public static Type Outermost(Type type) => type.DeclaringType is { } owner ? Outermost(owner) : type;

    private void Visit(Type type)
    {
        Add(type.BaseType);
        foreach (var contract in type.GetInterfaces()) Add(contract);
        foreach (var attribute in type.GetCustomAttributesData()) Add(attribute.AttributeType);
        foreach (var field in type.GetFields(Declared)) Add(field.FieldType);

        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
        {
            if (method is MethodInfo returning) Add(returning.ReturnType);
            foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType);
            if (method.GetMethodBody() is not { } body) continue;
            foreach (var local in body.LocalVariables) Add(local.LocalType);
            foreach (var clause in body.ExceptionHandlingClauses)
            {
                if (clause.Flags == ExceptionHandlingClauseOptions.Clause) Add(clause.CatchType);
            }

            VisitBody(method, body.GetILAsByteArray()!);
        }

        foreach (var nested in type.GetNestedTypes(Declared)) Visit(nested);
    }

    private void VisitBody(MethodBase method, byte[] il)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | il[at++]));
            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    AddMember(method.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments));
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(il, at));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private void AddMember(MemberInfo? member)
    {
        if (member is not (null or Type)) members.Add(member);
        Add(member as Type ?? member?.DeclaringType);
        if (member is MethodBase { IsGenericMethod: true } generic)
        {
            foreach (var argument in generic.GetGenericArguments()) Add(argument);
        }
    }

    private void Add(Type? type)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(type.GetElementType());
            return;
        }

        foreach (var argument in type.GetGenericArguments()) Add(argument);
        types.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
