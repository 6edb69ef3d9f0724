using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Wire;

/// <summary>Problem details (RFC 9457) wherever no client library expects a shape of its own; <c>code</c> is the stable part.</summary>
internal static class ProblemErrors
{
    public static Task WriteAsync(HttpContext http, Error error)
    {
        var status = ErrorRenderer.StatusOf(error.Kind);
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        var problem = new JsonObject
        {
            ["title"] = error.Message,
            ["status"] = status,
            ["code"] = error.Code,
        };
        if (error.Details is not null) problem["detail"] = error.Details;
        if (error.Hint is not null) problem["hint"] = error.Hint;
        if (error.Fields.Count > 0)
            problem["errors"] = new JsonArray([.. error.Fields.Select(fault => (JsonNode)new JsonObject { ["field"] = fault.Field, ["message"] = fault.Message })]);
        return http.Response.WriteAsJsonAsync(problem, (JsonSerializerOptions?)null, "application/problem+json", http.RequestAborted);
    }
}
