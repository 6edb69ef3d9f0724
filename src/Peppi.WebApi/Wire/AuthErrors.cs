using System.Text.Json.Nodes;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Wire;

/// <summary>
/// GoTrue's two shapes on /auth/v1, chosen by the API version that the client names; the new one must echo the version,
/// else the client looks for the code where the old one had it.
/// </summary>
internal static class AuthErrors
{
    private const string VersionHeader = "X-Supabase-Api-Version";
    private const string Version = "2024-01-01";

    public static Task WriteAsync(HttpContext http, Error error)
    {
        var status = error.Kind == ErrorKind.Conflict || error.Code == "weak_password" ? StatusCodes.Status422UnprocessableEntity : ErrorRenderer.StatusOf(error.Kind);
        http.Response.StatusCode = status;
        http.Response.Headers["x-sb-error-code"] = error.Code;
        var asked = http.Request.Headers[VersionHeader].ToString();
        if (string.CompareOrdinal(asked, Version) >= 0)
        {
            http.Response.Headers[VersionHeader] = Version;
            return WriteAsync(http, error, new JsonObject { ["code"] = error.Code, ["message"] = Text(error) });
        }

        return WriteAsync(http, error, new JsonObject { ["code"] = status, ["error_code"] = error.Code, ["msg"] = Text(error) });
    }

    private static Task WriteAsync(HttpContext http, Error error, JsonObject body)
    {
        if (error.Reasons.Count > 0) body[error.Code] = new JsonObject { ["reasons"] = new JsonArray([.. error.Reasons.Select(reason => (JsonNode)reason)]) };
        return http.Response.WriteAsJsonAsync(body, http.RequestAborted);
    }

    // GoTrue's shape has one text: the faulty fields are told in it.
    private static string Text(Error error) => error.Fields.Count > 0 ? error.Details ?? error.Message : error.Message;
}
