namespace Peppi.DataApi.Syntax;

/// <summary>A condition of the request: one comparison, or a group of them.</summary>
internal abstract record Condition(bool Negated);

/// <summary><c>field=not.op(any).value</c></summary>
internal sealed record Comparison(FieldRef Field, bool Negated, Operand Operand) : Condition(Negated)
{
    public override string ToString() => $"{Field}.{(Negated ? "not." : "")}{Operand}";
}

/// <summary><c>and(…)</c>, <c>or(…)</c>, <c>not.and(…)</c></summary>
internal sealed record ConditionGroup(bool Negated, bool IsOr, IReadOnlyList<Condition> Members) : Condition(Negated)
{
    public override string ToString() => $"{(Negated ? "not." : "")}{(IsOr ? "or" : "and")}({string.Join(",", Members)})";
}

/// <summary>The operator with what stands after it; one kind per shape, so that none has empty slots.</summary>
internal abstract record Operand(FilterOperator Operator);

internal sealed record ValueOperand(FilterOperator Operator, Quantifier Quantifier, string Value) : Operand(Operator)
{
    public override string ToString() =>
        $"{Operators.Of(Operator).Name}{(Quantifier == Quantifier.None ? "" : Quantifier == Quantifier.Any ? "(any)" : "(all)")}.{Value}";
}

internal sealed record ListOperand(IReadOnlyList<string> Values) : Operand(FilterOperator.In)
{
    public override string ToString() => $"in.({string.Join(",", Values)})";
}

internal sealed record WordOperand(IsWord Word) : Operand(FilterOperator.Is)
{
    public override string ToString() => $"is.{Words.Of(Word)}";
}

internal sealed record SearchOperand(FilterOperator Operator, string? Language, string Query) : Operand(Operator)
{
    public override string ToString() => $"{Operators.Of(Operator).Name}{(Language is null ? "" : $"({Language})")}.{Query}";
}

/// <summary>The spelling of the words after <c>is.</c></summary>
internal static class Words
{
    public static readonly IReadOnlyList<(string Name, IsWord Word)> All =
    [
        ("null", IsWord.Null), ("not_null", IsWord.NotNull), ("true", IsWord.True), ("false", IsWord.False), ("unknown", IsWord.Unknown),
    ];

    public static string Of(IsWord word) => All.First(w => w.Word == word).Name;
}
