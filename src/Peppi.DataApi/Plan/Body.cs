using Peppi.DataApi.Catalog;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>How the rows become a body.</summary>
internal enum BodyForm
{
    Nothing,
    Array,
    StrippedArray,
    Single,
    StrippedSingle,
    Csv,
    GeoJson,
    Custom,
}

/// <summary>The body of the answer.</summary>
/// <param name="Form">How the rows become it.</param>
/// <param name="Type">What the answer calls it.</param>
internal sealed record BodyPlan(BodyForm Form, MediaType Type)
{
    /// <summary>The function that writes it.</summary>
    public MediaHandler? Handler { get; init; }

    /// <summary>The rows must be exactly one.</summary>
    public bool MustBeSingle => Type.IsSingle;

    public override string ToString() => $"{Form} {Type}";
}
