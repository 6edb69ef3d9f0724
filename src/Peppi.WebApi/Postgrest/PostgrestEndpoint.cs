using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Peppi.DataApi;

namespace Peppi.WebApi.Postgrest;

/// <summary>HTTP in, one request of the engine, HTTP out.</summary>
internal static class PostgrestEndpoint
{
    public static async Task AnswerAsync(HttpContext http, Serving serving)
    {
        var settings = serving.Settings;
        if (settings.TraceHeader is { } trace && http.Request.Headers.TryGetValue(trace, out var traced)) http.Response.Headers[trace] = traced;
        if (Cors.Apply(http, settings.AllowedOrigins)) return;
        var begun = Stopwatch.GetTimestamp();
        if (serving.Tokens.Verify(http.Request.Headers.Authorization).Refused(out var caller) is { } refused)
        {
            await WriteAsync(http, DataApiResponse.Refusal(refused, settings.Engine.MinimalErrors));
            return;
        }

        var verified = Stopwatch.GetElapsedTime(begun);
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var request = new DataApiRequest
        {
            Method = http.Request.Method,
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[(question + 1)..],
            Headers = Headers(http.Request.Headers),
            Body = await BodyAsync(http.Request, http.RequestAborted),
            Role = caller.Role,
            Claims = caller.Claims,
            SignedIn = caller.SignedIn,
            TokenTime = verified,
        };
        await using var response = await serving.Pipeline.RunAsync(request, http.RequestAborted);
        await WriteAsync(http, response);
    }

    private static async Task WriteAsync(HttpContext http, DataApiResponse response)
    {
        http.Response.StatusCode = response.Status;
        if (response.Reason is { } reason) http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = reason;
        foreach (var (name, value) in response.Headers)
        {
            if (name != "Access-Control-Allow-Origin" || !http.Response.Headers.ContainsKey(name)) http.Response.Headers.Append(name, value);
        }

        if (!HttpMethods.IsHead(http.Request.Method)) await response.WriteAsync(http.Response.Body, http.RequestAborted);
    }

    private static List<KeyValuePair<string, string>> Headers(IHeaderDictionary headers)
    {
        var list = new List<KeyValuePair<string, string>>(headers.Count);
        foreach (var header in headers)
            foreach (var value in header.Value)
                list.Add(new(header.Key, value ?? ""));
        return list;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && HttpMethods.IsGet(request.Method))) return default;
        if (request.ContentLength is { } length and < 1 << 20)
        {
            var bytes = new byte[length];
            await request.Body.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
