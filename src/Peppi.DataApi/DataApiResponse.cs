using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;

namespace Peppi.DataApi;

/// <summary>The answer: a status, headers, and a body that writes itself. Dispose it when it is written.</summary>
public sealed class DataApiResponse : IAsyncDisposable
{
    private readonly DbBody body;

    internal DataApiResponse(int status, List<KeyValuePair<string, string>> headers, DbBody body, string? reason = null, DataApiError? error = null)
    {
        (Status, Headers, this.body, Reason, Error) = (status, headers, body, reason, error);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The reason phrase, where it is not the usual one.</summary>
    public string? Reason { get; }

    /// <summary>The headers; Content-Length is among them where there is a body.</summary>
    public List<KeyValuePair<string, string>> Headers { get; }

    /// <summary>What was refused, where something was; the body says it too.</summary>
    public DataApiError? Error { get; }

    /// <summary>The body's length.</summary>
    public long Length => body.Length;

    /// <summary>The answer to a refusal.</summary>
    public static DataApiResponse Refusal(DataApiError error, bool minimal = false)
    {
        var bytes = ErrorBody.Write(error, minimal);
        List<KeyValuePair<string, string>> headers =
        [
            new("Content-Type", "application/json; charset=utf-8"),
            new("Content-Length", bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("Proxy-Status", $"PostgREST; error={error.Code}"),
            .. error.Headers,
        ];
        return new DataApiResponse(error.Status, headers, new HeldBody(bytes), error.Reason, error);
    }

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Writes the body; large ones go out as they come from the database.</summary>
    public ValueTask WriteAsync(Stream output, CancellationToken cancellationToken) =>
        body.Length == 0 ? ValueTask.CompletedTask : body.CopyToAsync(output, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => body.DisposeAsync();
}
