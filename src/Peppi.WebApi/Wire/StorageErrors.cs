using System.Globalization;
using System.Text.Json.Nodes;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Wire;

/// <summary>Storage's shape: HTTP 400 for nearly everything, the true status as a string inside.</summary>
internal static class StorageErrors
{
    // What upstream calls some of its codes in the older member.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["NoSuchBucket"] = "Bucket not found",
        ["NoSuchKey"] = "not_found",
        ["KeyAlreadyExists"] = "Duplicate",
        ["BucketAlreadyExists"] = "Duplicate",
        ["AccessDenied"] = "Unauthorized",
        ["EntityTooLarge"] = "Payload too large",
        ["InvalidMimeType"] = "invalid_mime_type",
        ["InvalidBucketName"] = "Invalid Input",
    };

    public static Task WriteAsync(HttpContext http, Error error)
    {
        var status = ErrorRenderer.StatusOf(error.Kind);
        return WriteAsync(http, error, status >= 500 ? status : StatusCodes.Status400BadRequest);
    }

    /// <summary>Writes a refusal under a status of the endpoint's choice.</summary>
    public static Task WriteAsync(HttpContext http, Error error, int status)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["statusCode"] = ErrorRenderer.StatusOf(error.Kind).ToString(CultureInfo.InvariantCulture),
            ["code"] = error.Code,
            ["error"] = Names.GetValueOrDefault(error.Code, error.Code),
            ["message"] = error.Message,
        }, http.RequestAborted);
    }
}
