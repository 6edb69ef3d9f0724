namespace Peppi.Domain.Shared;

/// <summary>Why a figure cannot be told.</summary>
public enum MissingReason
{
    /// <summary>It can.</summary>
    None,

    /// <summary>No budget was recorded.</summary>
    NoBudget,

    /// <summary>No target was set.</summary>
    NoTarget,

    /// <summary>Nobody measured it.</summary>
    NotMeasured,
}

/// <summary>A figure, or the reason why there is none: never a zero or an infinity in its place.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Missing">Why there is none.</param>
public readonly record struct Measure(decimal? Value, MissingReason Missing)
{
    /// <summary>A ratio; <paramref name="missing"/> where the denominator is zero or below.</summary>
    public static Measure Ratio(decimal numerator, decimal denominator, MissingReason missing) =>
        denominator > 0 ? new(numerator / denominator, MissingReason.None) : new(null, missing);
}
