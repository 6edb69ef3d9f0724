using System.Text.Json;

namespace Peppi.DataApi.Errors;

/// <summary>Turns an error that PostgreSQL reported into a refusal.</summary>
public static class DatabaseErrors
{
    /// <summary>The refusal for what PostgreSQL said; <c>RAISE SQLSTATE 'PGRST'</c> lets a function write the whole answer.</summary>
    public static DataApiError From(string sqlState, string message, string? details, string? hint, bool signedIn)
    {
        if (sqlState == "PGRST") return Raised(message, details);
        var status = SqlStates.StatusOf(sqlState, message, signedIn);
        return new DataApiError(status, sqlState, message, details, hint)
        {
            Headers = status == 401 ? [new("WWW-Authenticate", "Bearer")] : [],
            Reason = sqlState.StartsWith("PT", StringComparison.Ordinal) ? message : null,
        };
    }

    /// <summary>No connection could be had.</summary>
    public static DataApiError Unreachable(string? details) => new(503, "PGRST000", "Database connection error.", details);

    /// <summary>The connection broke while the statement ran.</summary>
    public static DataApiError Broken(string? details) => new(503, "PGRST001", "Database client error. Retrying the connection.", details);

    /// <summary>The catalog could not be read.</summary>
    public static DataApiError NoCatalog() => new(503, "PGRST002", "Could not query the database for the schema cache. Retrying.");

    /// <summary>Every connection of the pool is busy.</summary>
    public static DataApiError PoolExhausted() => new(504, "PGRST003", "Timed out acquiring connection from connection pool.");

    private static DataApiError Raised(string message, string? details)
    {
        const string MessageHint = "MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and optional keys: 'details', 'hint'.";
        const string DetailHint = "DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and optional key: 'status_text'.";
        if (ReadObject(message) is not { } said || !said.TryGetProperty("code", out var code) || !said.TryGetProperty("message", out var text))
            return Unreadable($"Invalid JSON value for MESSAGE: '{message}'", MessageHint);
        if (details is null) return Unreadable("DETAIL is missing in the RAISE statement", DetailHint);
        if (ReadObject(details) is not { } wanted || !wanted.TryGetProperty("status", out var status)
            || !status.TryGetInt32(out var number) || !wanted.TryGetProperty("headers", out var headers) || headers.ValueKind != JsonValueKind.Object)
            return Unreadable($"Invalid JSON value for DETAIL: '{details}'", DetailHint);
        return new DataApiError(number, code.ToString(), text.ToString(), TextOf(said, "details"), TextOf(said, "hint"))
        {
            Headers = [.. headers.EnumerateObject().Select(h => new KeyValuePair<string, string>(h.Name, h.Value.ToString()))],
            Reason = TextOf(wanted, "status_text"),
        };
    }

    private static DataApiError Unreadable(string details, string hint) =>
        new(500, "PGRST121", "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error", details, hint);

    private static string? TextOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? ReadObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
