using System.Text.Json.Nodes;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Wire;

/// <summary>PostgREST's shape on /rest/v1: four keys, nulls allowed (https://docs.postgrest.org/en/stable/references/errors.html).</summary>
internal static class RestErrors
{
    public static Task WriteAsync(HttpContext http, Error error)
    {
        http.Response.StatusCode = ErrorRenderer.StatusOf(error.Kind);
        if (error.Kind == ErrorKind.Unauthenticated) http.Response.Headers.WWWAuthenticate = "Bearer";
        return http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["code"] = error.Code,
            ["details"] = error.Details,
            ["hint"] = error.Hint,
            ["message"] = error.Message,
        }, http.RequestAborted);
    }
}
