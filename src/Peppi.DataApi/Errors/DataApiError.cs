namespace Peppi.DataApi.Errors;

/// <summary>An expected refusal of the data API, in the shape that its clients read.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">PostgREST's code (<c>PGRST…</c>) or PostgreSQL's SQLSTATE.</param>
/// <param name="Message">What happened.</param>
/// <param name="Details">Facts about this occurrence.</param>
/// <param name="Hint">What the caller can do about it.</param>
public sealed record DataApiError(int Status, string Code, string Message, string? Details = null, string? Hint = null)
{
    /// <summary>Details that are JSON already (a list of candidates); wins over <see cref="Details"/>.</summary>
    public string? DetailsJson { get; init; }

    /// <summary>Headers that belong to this refusal (<c>WWW-Authenticate</c>, or those a database function raised).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The reason phrase a database function asked for, if any.</summary>
    public string? Reason { get; init; }
}
