using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Diagnostics;
using Peppi.Application.Files;
using Peppi.WebApi.Callers;

namespace Peppi.WebApi.Wire;

/// <summary>The end of every bug and outage: logged by the framework with its cause, answered with nothing but the request's id.</summary>
internal static class Unexpected
{
    public static Task WriteAsync(HttpContext http)
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>();
        var dialect = failure?.Endpoint?.Metadata.GetMetadata<RouteAccess>()?.Dialect ?? Dialect.Problem;
        var id = http.TraceIdentifier;

        // A value that the database cannot hold is the caller's, not ours (SQLSTATE class 22).
        if (dialect == Dialect.Storage && failure?.Error is { } fault && (fault as DbException ?? fault.InnerException as DbException) is { SqlState: ['2', '2', ..] })
            return StorageErrors.WriteAsync(http, FileErrors.InvalidParameter("A value of the request cannot be kept"));
        var body = dialect switch
        {
            Dialect.Rest => new JsonObject { ["code"] = "internal_error", ["details"] = $"Request id {id}", ["hint"] = null, ["message"] = "Something went wrong on our side" },
            Dialect.Auth => new JsonObject { ["code"] = 500, ["error_code"] = "unexpected_failure", ["msg"] = "Something went wrong on our side", ["error_id"] = id },
            Dialect.Storage => new JsonObject { ["statusCode"] = "500", ["code"] = "InternalError", ["error"] = "internal", ["message"] = $"Something went wrong on our side; request id {id}" },
            _ => new JsonObject { ["title"] = "Something went wrong on our side", ["status"] = 500, ["code"] = "internal_error", ["request_id"] = id },
        };
        return http.Response.WriteAsJsonAsync(body, http.RequestAborted);
    }
}
