namespace Peppi.DataApi.Syntax;

/// <summary>Where nulls go.</summary>
internal enum NullsOrder
{
    First,
    Last,
}

/// <summary><c>field.desc.nullslast</c>, or <c>relation(field).desc</c>.</summary>
internal sealed record OrderTerm(string? Relation, FieldRef Field, bool? Descending, NullsOrder? Nulls)
{
    public override string ToString() =>
        (Relation is null ? Field.ToString() : $"{Relation}({Field})")
        + (Descending switch { true => ".desc", false => ".asc", null => "" })
        + (Nulls switch { NullsOrder.First => ".nullsfirst", NullsOrder.Last => ".nullslast", _ => "" });
}

/// <summary>A window of rows; no limit means to the end.</summary>
internal readonly record struct RowRange(long Offset, long? Limit)
{
    public static readonly RowRange All = new(0, null);

    public bool IsAll => Offset == 0 && Limit is null;

    public RowRange AtMost(long? rows) => rows is { } most && (Limit is null || Limit > most) ? this with { Limit = most } : this;

    public override string ToString() => $"{Offset}+{(Limit is { } l ? l.ToString(System.Globalization.CultureInfo.InvariantCulture) : "all")}";
}
