using Peppi.DataApi.Catalog;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>What will be done. One kind for each way of doing, and each prints itself in one line.</summary>
internal abstract record RequestPlan;

/// <summary>A plan that the database carries out and that answers with rows.</summary>
internal abstract record RowsPlan(ReadNode Rows, BodyPlan Body) : RequestPlan
{
    public CountKind? Count { get; init; }

    /// <summary>All rows are counted, beside those that are shown.</summary>
    public bool CountsTotal => this is not WritePlan && Count is CountKind.Exact or CountKind.Estimated;

    /// <summary>Embeddings that the request calls by their relation although they have an alias.</summary>
    public IReadOnlyList<(string Relation, string Alias)> OldNames { get; init; } = [];

    /// <summary>The window of the top level, as asked and as limited.</summary>
    public RowRange Range { get; init; } = RowRange.All;
}

/// <summary>GET or HEAD of a relation.</summary>
internal sealed record ReadPlan(Relation Target, ReadNode Rows, BodyPlan Body) : RowsPlan(Rows, Body)
{
    public override string ToString() => $"read {Rows} as {Body}{(Count is { } count ? $" count {count}" : "")}";
}

/// <summary>POST, PATCH, PUT or DELETE of a relation.</summary>
internal abstract record WritePlan(Relation Target, ReadNode Rows, BodyPlan Body) : RowsPlan(Rows, Body)
{
    /// <summary>What the written rows give to the rest of the statement.</summary>
    public required ReturningPlan Returning { get; init; }

    /// <summary>More rows than this are refused, after which nothing stays.</summary>
    public long? MaxAffected { get; init; }
}

/// <summary>The columns that a write or a call hands on.</summary>
/// <param name="Star">All of them.</param>
/// <param name="Columns">These.</param>
/// <param name="Computed">These functions of the row, by the name they are read under.</param>
internal sealed record ReturningPlan(bool Star, IReadOnlyList<Identifier> Columns, IReadOnlyList<(QualifiedName Function, Identifier Name)> Computed)
{
    public static readonly ReturningPlan Nothing = new(false, [], []);

    public override string ToString() =>
        Star ? string.Join(", ", Computed.Select(c => c.Name.Name).Prepend("*")) : string.Join(", ", Columns.Concat(Computed.Select(c => c.Name)));
}

/// <summary>A column that a body fills.</summary>
internal sealed record WrittenColumn(Column Column, QualifiedName? Transform)
{
    public override string ToString() => Column.Name;
}

/// <summary>What happens to rows that are there already.</summary>
internal sealed record ConflictPlan(Resolution Resolution, IReadOnlyList<Identifier> Columns);

internal sealed record InsertPlan(Relation Target, ReadNode Rows, BodyPlan Body) : WritePlan(Target, Rows, Body)
{
    public required IReadOnlyList<WrittenColumn> Columns { get; init; }

    public required Payload Payload { get; init; }

    public ConflictPlan? Conflict { get; init; }

    /// <summary>PUT: the conditions that the body's own values must meet.</summary>
    public IReadOnlyList<ConditionPlan> PutConditions { get; init; } = [];

    public bool IsPut { get; init; }

    public bool MissingAsDefault { get; init; }

    /// <summary>The address of the new row goes into the answer.</summary>
    public bool WantsLocation { get; init; }

    public override string ToString() =>
        $"{(IsPut ? "put" : "insert")} {Target}({string.Join(", ", Columns)}) {(Payload.IsObject ? "one" : "many")}"
        + (MissingAsDefault ? " with defaults" : "")
        + (Conflict is null ? "" : $" on conflict ({string.Join(", ", Conflict.Columns)}) {Conflict.Resolution}")
        + (PutConditions.Count == 0 ? "" : $" where {string.Join(" and ", PutConditions)}")
        + $" returning {Returning}: {Rows} as {Body}";
}

internal sealed record UpdatePlan(Relation Target, ReadNode Rows, BodyPlan Body) : WritePlan(Target, Rows, Body)
{
    public required IReadOnlyList<WrittenColumn> Columns { get; init; }

    public required Payload Payload { get; init; }

    public required IReadOnlyList<ConditionPlan> Where { get; init; }

    public bool MissingAsDefault { get; init; }

    public override string ToString() =>
        $"update {Target}({string.Join(", ", Columns)}){(Where.Count == 0 ? "" : $" where {string.Join(" and ", Where)}")} returning {Returning}: {Rows} as {Body}";
}

internal sealed record DeletePlan(Relation Target, ReadNode Rows, BodyPlan Body) : WritePlan(Target, Rows, Body)
{
    public required IReadOnlyList<ConditionPlan> Where { get; init; }

    public override string ToString() =>
        $"delete {Target}{(Where.Count == 0 ? "" : $" where {string.Join(" and ", Where)}")} returning {Returning}: {Rows} as {Body}";
}

/// <summary>Where the arguments of a function come from.</summary>
internal abstract record ArgumentsPlan;

/// <summary>Values of the query string or of a form, one or several for a variadic argument.</summary>
internal sealed record DirectArguments(IReadOnlyList<(Argument Argument, IReadOnlyList<string> Values)> Values) : ArgumentsPlan
{
    public override string ToString() => string.Join(", ", Values.Select(v => v.Argument.Fact.Name));
}

/// <summary>Keys of the JSON body.</summary>
internal sealed record JsonArguments(IReadOnlyList<Argument> Arguments, Payload Payload) : ArgumentsPlan
{
    public override string ToString() => string.Join(", ", Arguments.Select(a => a.Fact.Name));
}

/// <summary>The whole body as the only argument.</summary>
internal sealed record BodyArgument(Argument Argument, Payload Payload) : ArgumentsPlan
{
    public override string ToString() => "body";
}

/// <summary>A function call.</summary>
internal sealed record CallPlan(Routine Routine, ReadNode Rows, BodyPlan Body) : RowsPlan(Rows, Body)
{
    public required ArgumentsPlan Arguments { get; init; }

    public required ReturningPlan Returning { get; init; }

    /// <summary>Nothing may be written.</summary>
    public required bool ReadOnly { get; init; }

    public long? MaxAffected { get; init; }

    public override string ToString() => $"{(ReadOnly ? "query" : "call")} {Routine.Id}({Arguments}) returning {Returning}: {Rows} as {Body}";
}

/// <summary>The root document.</summary>
internal sealed record InspectPlan(string Schema, bool ByPrivilege) : RequestPlan
{
    public override string ToString() => $"inspect {Schema}";
}

/// <summary>OPTIONS: which methods there are.</summary>
internal sealed record DescribePlan(IReadOnlyList<string> Methods) : RequestPlan
{
    public override string ToString() => $"describe {string.Join(",", Methods)}";
}
