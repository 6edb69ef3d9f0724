namespace Peppi.DataApi;

/// <summary>One request to the data API, freed of whatever carried it.</summary>
public sealed record DataApiRequest
{
    /// <summary>The HTTP method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path below the API's root, still percent-encoded: <c>/finances</c>, <c>/rpc/f</c>, <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query string, without its question mark, still encoded.</summary>
    public string Query { get; init; } = "";

    /// <summary>The headers, as they came; names may repeat and their case does not matter.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, whole: the host limits its size.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The database role that the statement runs under.</summary>
    public required string Role { get; init; }

    /// <summary>The claims, as JSON text; <c>request.jwt.claims</c> holds them.</summary>
    public string Claims { get; init; } = "{}";

    /// <summary>Settings of the host's own that hold for the transaction: the caller's address, the request's id.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HostSettings { get; init; } = [];

    /// <summary>Whether somebody is signed in: a refusal is then 403 and not 401.</summary>
    public bool SignedIn { get; init; }

    /// <summary>How long the host took to verify the token, for Server-Timing.</summary>
    public TimeSpan? TokenTime { get; init; }

    /// <summary>The host's own object for whom this runs; the write rules and the row scope get it back.</summary>
    public object? Caller { get; init; }

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
            if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;

        return null;
    }

    /// <summary>Every value of a header.</summary>
    public IEnumerable<string> AllHeaders(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);
}
