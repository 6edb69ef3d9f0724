using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Peppi.Application.Data;
using Peppi.Application.Shared;
using Peppi.DataApi;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Rest;

/// <summary>/rest/v1: bytes to the engine and back.</summary>
internal static class RestEndpoint
{
    private const string Root = "/rest/v1";

    // A bulk insert of some ten thousand rows. What is larger belongs into files or several requests.
    private const int LargestBody = 16 * 1024 * 1024;

    private static readonly Error TooLarge = new(ErrorKind.TooLarge, "body_too_large", "The request body is larger than 16 MB",
        Hint: "Send the rows in several requests.");

    /// <summary>Any method on any table, view or function.</summary>
    public static async Task AnswerAsync(HttpContext http, UseCases useCases, CallerContext caller)
    {
        var body = await ReadBodyAsync(http.Request, http.RequestAborted);
        if (body is null)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Rest, TooLarge);
            return;
        }

        var outcome = await useCases.SendAsync(new AnswerDataRequest(RequestOf(http, caller.Current, body.Value)), http.RequestAborted);
        await using var answer = outcome.Value!;
        http.Response.StatusCode = answer.Status;
        if (answer.Reason is not null) http.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = answer.Reason;
        foreach (var (name, value) in answer.Headers) http.Response.Headers.Append(name, value);
        if (!HttpMethods.IsHead(http.Request.Method)) await answer.WriteAsync(http.Response.Body, http.RequestAborted);
    }

    private static DataApiRequest RequestOf(HttpContext http, Caller caller, ReadOnlyMemory<byte> body)
    {
        var headers = new List<KeyValuePair<string, string>>(http.Request.Headers.Count);
        foreach (var (name, values) in http.Request.Headers)
        {
            // A database function may read the request's headers; its caller's secrets are none of its business.
            if (name.Equals("authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("apikey", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var value in values) headers.Add(new(name, value ?? ""));
        }

        // The raw target: decoding is the parser's, so that an encoded slash or dot keeps its meaning.
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.AsSpan(0, target.IndexOf('?', StringComparison.Ordinal) is var end and >= 0 ? end : target.Length);
        var start = path.IndexOf(Root, StringComparison.OrdinalIgnoreCase);
        return new DataApiRequest
        {
            Method = http.Request.Method,
            Path = start < 0 || path.Length == start + Root.Length ? "/" : path[(start + Root.Length)..].ToString(),
            Query = http.Request.QueryString.HasValue ? http.Request.QueryString.Value![1..] : "",
            Headers = headers,
            Body = body,
            Role = RoleName(caller.Role),
            Claims = caller.Claims,

            // The audit log reads them, as it does those of the typed use cases.
            HostSettings = [new("request.ip", caller.IpAddress ?? ""), new("request.id", caller.RequestId ?? ""), new("request.user_agent", caller.UserAgent ?? "")],
            SignedIn = caller.Role != DatabaseRole.Anon,
            Caller = caller,
        };
    }

    private static string RoleName(DatabaseRole role) => role switch
    {
        DatabaseRole.Authenticated => "authenticated",
        DatabaseRole.Service => "service_role",
        _ => "anon",
    };

    // Null where the body is too large.
    private static async ValueTask<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is 0 || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return ReadOnlyMemory<byte>.Empty;
        if (request.ContentLength > LargestBody) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > LargestBody) return null;
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
