using System.Globalization;
using System.Text.Json.Nodes;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Wire;

/// <summary>Storage's shape: HTTP 400 for nearly everything, the true status as a string inside.</summary>
internal static class StorageErrors
{
    public static Task WriteAsync(HttpContext http, Error error)
    {
        var status = ErrorRenderer.StatusOf(error.Kind);
        http.Response.StatusCode = status >= 500 ? status : StatusCodes.Status400BadRequest;
        return http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["statusCode"] = status.ToString(CultureInfo.InvariantCulture),
            ["code"] = error.Code,
            ["error"] = error.Code,
            ["message"] = error.Message,
        }, http.RequestAborted);
    }
}
