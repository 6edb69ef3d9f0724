namespace Peppi.DataApi.Syntax;

internal enum Representation
{
    Full,
    HeadersOnly,
    Minimal,
}

internal enum Resolution
{
    Merge,
    Ignore,
}

internal enum CountKind
{
    Exact,
    Planned,
    Estimated,
}

/// <summary>What the <c>Prefer</c> header asks; null where it is silent.</summary>
internal sealed record Preferences
{
    public static readonly Preferences None = new();

    public Resolution? Resolution { get; init; }

    public Representation? Representation { get; init; }

    public CountKind? Count { get; init; }

    /// <summary>True commits, false rolls back.</summary>
    public bool? Commit { get; init; }

    /// <summary>True fills missing columns with their defaults, false with null.</summary>
    public bool? MissingAsDefault { get; init; }

    public bool? Strict { get; init; }

    public string? TimeZone { get; init; }

    public long? MaxAffected { get; init; }

    public IReadOnlyList<string> Unknown { get; init; } = [];
}
