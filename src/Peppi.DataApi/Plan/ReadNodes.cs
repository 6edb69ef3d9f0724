using Peppi.DataApi.Catalog;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Where the rows of a node come from.</summary>
internal abstract record RowOrigin;

/// <summary>A table or view.</summary>
internal sealed record TableOrigin(QualifiedName Table) : RowOrigin
{
    public override string ToString() => Table.ToString();
}

/// <summary>What the statement before gave: a write's returned rows, a function's result.</summary>
internal sealed record StatementOrigin(QualifiedName? RowType) : RowOrigin
{
    public override string ToString() => "source";
}

/// <summary>A function of the parent's row.</summary>
/// <param name="Function">The function.</param>
/// <param name="Parent">The parent's alias.</param>
/// <param name="RowType">What the parent's row must be cast to, where it lost its type.</param>
internal sealed record FunctionOrigin(QualifiedName Function, Identifier Parent, QualifiedName? RowType) : RowOrigin
{
    public override string ToString() => $"{Function}({Parent})";
}

/// <summary>Two columns that must be equal.</summary>
internal sealed record JoinPlan(Identifier LeftAlias, Identifier Left, Identifier RightAlias, Identifier Right)
{
    public override string ToString() => $"{LeftAlias}.{Left} = {RightAlias}.{Right}";
}

/// <summary>The table between two others.</summary>
internal sealed record JunctionPlan(QualifiedName Table, Identifier Alias);

/// <summary>One select with its embeddings.</summary>
internal sealed record ReadNode
{
    public required RowOrigin Origin { get; init; }

    public required Identifier Alias { get; init; }

    public required IReadOnlyList<SelectPlan> Select { get; init; }

    public IReadOnlyList<ConditionPlan> Where { get; init; } = [];

    public IReadOnlyList<JoinPlan> Joins { get; init; } = [];

    public JunctionPlan? Junction { get; init; }

    public IReadOnlyList<OrderPlan> Order { get; init; } = [];

    public RowRange Range { get; init; } = RowRange.All;

    public IReadOnlyList<EmbedPlan> Embeds { get; init; } = [];

    /// <summary>Embedded rows become <c>jsonb</c>: an aggregate must be able to compare them, or the client wants PostgREST's bytes.</summary>
    public bool EmbedsAsJsonb { get; init; }

    public bool HasAggregates => Select.Any(s => s.Aggregate is not null) || Embeds.Any(e => e.Columns.Any(c => c.Aggregate is not null));

    /// <summary>The name under which a field of this level can be read from above, if it can.</summary>
    public Identifier? Shown(string field) =>
        Select.FirstOrDefault(s => s.Field.Source is ColumnSource column && column.Name.Name == field && s.Field.Path.Count == 0)?.Name
        ?? Select.FirstOrDefault(s => s.Name?.Name == field)?.Name
        ?? (Select.Any(s => s.Field.IsStar) ? Identifier.Label(field) : null);

    /// <summary>Nothing but every column as it is.</summary>
    public bool IsPlainStar => Embeds.Count == 0 && Select is [{ Field.IsStar: true, Aggregate: null }];

    public override string ToString()
    {
        var text = $"{Origin} {Alias} [{string.Join(", ", Select.Select(s => s.ToString()).Concat(Embeds.Select(e => e.ToString())))}]";
        var where = Joins.Select(j => j.ToString()).Concat(Where.Select(w => w.ToString()!)).ToList();
        if (Junction is { } junction) text += $" via {junction.Table} {junction.Alias}";
        if (where.Count > 0) text += $" where {string.Join(" and ", where)}";
        if (Order.Count > 0) text += $" order {string.Join(", ", Order)}";
        if (!Range.IsAll) text += $" rows {Range}";
        return text;
    }
}

/// <summary>How an embedding shows in its parent's row.</summary>
internal enum EmbedForm
{
    Object,
    Array,
    SpreadOne,
    SpreadMany,
}

/// <summary>A column that a spread gives its parent.</summary>
/// <param name="Name">Its name inside the embedding.</param>
/// <param name="Label">Its name in the parent's row.</param>
internal sealed record SpreadColumn(Identifier Name, Identifier Label)
{
    public Aggregate? Aggregate { get; init; }

    public TypeName? AggregateCast { get; init; }

    public override string ToString() => Aggregate is { } aggregate ? $"{aggregate.ToString().ToLowerInvariant()}({Name}) as {Label}" : Label.Name;
}

/// <summary>A relation inside a row.</summary>
internal sealed record EmbedPlan(ReadNode Node, Identifier Alias, Identifier Label, EmbedForm Form, JoinKind Join)
{
    /// <summary>What the request calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that a spread brings.</summary>
    public IReadOnlyList<SpreadColumn> Columns { get; init; } = [];

    /// <summary>It only filters: nothing of it shows.</summary>
    public bool IsHidden { get; init; }

    public bool ToOne => Form is EmbedForm.Object or EmbedForm.SpreadOne;

    public override string ToString() =>
        $"{(Form switch { EmbedForm.Object => "one", EmbedForm.Array => "many", EmbedForm.SpreadOne => "spread", _ => "spread many" })}{(Join == JoinKind.Inner ? " inner" : "")} {Label}: ({Node})";
}
