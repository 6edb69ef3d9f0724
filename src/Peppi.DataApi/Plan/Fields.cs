using Peppi.DataApi.Catalog;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Where a value in a row comes from.</summary>
internal abstract record FieldSource;

/// <summary>A column of the row.</summary>
internal sealed record ColumnSource(Identifier Name) : FieldSource
{
    public override string ToString() => Name.Name;
}

/// <summary>A function of the row.</summary>
internal sealed record ComputedSource(QualifiedName Function) : FieldSource
{
    public override string ToString() => $"{Function}()";
}

/// <summary>Every column of the row.</summary>
internal sealed record StarSource : FieldSource
{
    public override string ToString() => "*";
}

/// <summary>The row as one value: what a spread counts.</summary>
internal sealed record RowSource : FieldSource
{
    public override string ToString() => "row";
}

/// <summary>A field of the request, resolved.</summary>
/// <param name="Source">Where the value comes from.</param>
/// <param name="Path">The way into JSON.</param>
internal sealed record PlannedField(FieldSource Source, IReadOnlyList<JsonStep> Path)
{
    public static readonly PlannedField Star = new(new StarSource(), []);
    public static readonly PlannedField Row = new(new RowSource(), []);

    /// <summary>The value must become JSON before the path can be followed.</summary>
    public bool AsJson { get; init; }

    /// <summary>The value is a text search vector already.</summary>
    public bool IsSearchVector { get; init; }

    /// <summary>A function that gives the value (or, in a filter, the operand) another face.</summary>
    public QualifiedName? Transform { get; init; }

    public bool IsStar => Source is StarSource;

    public override string ToString() => $"{(Transform is null ? "" : Transform + "~")}{Source}{string.Concat(Path)}";
}

/// <summary>One output column.</summary>
/// <param name="Field">What it shows.</param>
/// <param name="Name">What it is called; null for a star.</param>
internal sealed record SelectPlan(PlannedField Field, Identifier? Name)
{
    public TypeName? Cast { get; init; }

    public Aggregate? Aggregate { get; init; }

    public TypeName? AggregateCast { get; init; }

    public override string ToString()
    {
        var text = Field + (Cast is null ? "" : $"::{Cast}");
        if (Aggregate is { } aggregate) text = $"{aggregate.ToString().ToLowerInvariant()}({text}){(AggregateCast is null ? "" : $"::{AggregateCast}")}";
        return Name is null || (Field.Source is ColumnSource column && column.Name.Equals(Name)) ? text : $"{text} as {Name}";
    }
}

/// <summary>One term of the order; with an embedding, a column of that.</summary>
internal sealed record OrderPlan(Identifier? Embed, PlannedField Field, bool? Descending, NullsOrder? Nulls)
{
    public override string ToString() =>
        $"{(Embed is null ? "" : Embed + ".")}{Field}{(Descending == true ? " desc" : "")}{(Nulls switch { NullsOrder.First => " nulls first", NullsOrder.Last => " nulls last", _ => "" })}";
}
