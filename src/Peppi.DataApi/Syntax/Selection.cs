namespace Peppi.DataApi.Syntax;

/// <summary>The aggregates that <c>select</c> may apply.</summary>
internal enum Aggregate
{
    Sum,
    Avg,
    Count,
    Max,
    Min,
}

/// <summary>Whether a row without its embedded rows stays.</summary>
internal enum JoinKind
{
    Left,
    Inner,
}

/// <summary>One item of <c>select</c>.</summary>
internal abstract record SelectItem;

/// <summary><c>alias:field::cast.sum()::cast</c></summary>
internal sealed record SelectField(FieldRef Field, string? Alias = null, string? Cast = null, Aggregate? Aggregate = null, string? AggregateCast = null)
    : SelectItem
{
    public override string ToString() =>
        $"{(Alias is null ? "" : Alias + ":")}{Field}{(Cast is null ? "" : "::" + Cast)}{(Aggregate is { } a ? $".{a.ToString().ToLowerInvariant()}()" : "")}{(AggregateCast is null ? "" : "::" + AggregateCast)}";
}

/// <summary><c>alias:relation!hint!inner(…)</c> or <c>...relation(…)</c></summary>
internal sealed record SelectEmbed(string Relation, string? Alias, string? Hint, JoinKind? Join, bool Spread, IReadOnlyList<SelectItem> Items)
    : SelectItem
{
    /// <summary>The name that filters, orders and limits use for it.</summary>
    public string Name => Alias ?? Relation;

    public override string ToString() =>
        $"{(Spread ? "..." : "")}{(Alias is null ? "" : Alias + ":")}{Relation}{(Hint is null ? "" : "!" + Hint)}{(Join is { } j ? "!" + j.ToString().ToLowerInvariant() : "")}({string.Join(",", Items)})";
}
