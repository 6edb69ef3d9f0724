using Peppi.DataApi;

namespace Peppi.WebApi.Postgrest;

/// <summary>What a watcher asks on a port of its own: whether the process lives, and whether it can answer.</summary>
internal static class AdminEndpoint
{
    public static Task AnswerAsync(HttpContext http, IStandaloneEngine engine)
    {
        http.Response.StatusCode = http.Request.Path.Value switch
        {
            "/live" => StatusCodes.Status200OK,
            "/ready" => engine.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status404NotFound,
        };
        return Task.CompletedTask;
    }
}
