namespace Peppi.DataApi.Catalog;

/// <summary>What a function hands back.</summary>
internal enum ReturnShape
{
    Value,
    SetOfValues,
    Row,
    SetOfRows,
    Nothing,
}

/// <summary>An argument of a function.</summary>
internal sealed record Argument(Identifier Id, TypeName Type, ArgumentFact Fact);

/// <summary>A function that the API can call.</summary>
internal sealed class Routine(QualifiedName id, FunctionFact fact, IReadOnlyList<Argument> arguments, ReturnShape shape)
{
    public QualifiedName Id { get; } = id;

    public FunctionFact Fact { get; } = fact;

    public IReadOnlyList<Argument> Arguments { get; } = arguments;

    public ReturnShape Shape { get; } = shape;

    /// <summary>The row type of what it returns, where there is one.</summary>
    public Relation? Rows { get; internal set; }

    public bool IsVolatile => Fact.Volatility == "v";

    public bool ReturnsValue => Shape is ReturnShape.Value or ReturnShape.SetOfValues or ReturnShape.Nothing;

    public bool ReturnsSingle => Shape is ReturnShape.Value or ReturnShape.Row or ReturnShape.Nothing;

    public override string ToString() => $"{Id}({string.Join(", ", Arguments.Select(a => $"{a.Fact.Name} => {a.Fact.Type}"))})";
}

/// <summary>A function of a row that acts as a column of it.</summary>
internal sealed record ComputedColumn(QualifiedName Function, string Type);
