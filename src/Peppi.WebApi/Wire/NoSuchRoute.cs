using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;

namespace Peppi.WebApi.Wire;

/// <summary>What is answered where no route matches: an error that the clients of that corner of the API can read.</summary>
internal static class NoSuchRoute
{
    private static readonly Error NoPath = new(ErrorKind.NotFound, "no_such_path", "There is no such path.", Hint: "README.md lists what there is.");
    private static readonly Error WrongMethod = new(ErrorKind.WrongMethod, "method_not_allowed", "This path does not take this method.");

    /// <summary>Answers, with what routing itself found out: nothing at all, or a path of other methods.</summary>
    public static async Task WriteAsync(HttpContext http, Endpoint? found)
    {
        var error = NoPath;
        if (found?.RequestDelegate is { } framework)
        {
            await framework(http);
            if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
                error = WrongMethod with { Details = $"It takes {http.Response.Headers.Allow}." };
        }

        await ErrorRenderer.WriteAsync(http, DialectOf(http.Request.Path), error);
    }

    private static Dialect DialectOf(PathString path) =>
        path.StartsWithSegments("/rest/v1") ? Dialect.Rest
        : path.StartsWithSegments("/auth/v1") ? Dialect.Auth
        : path.StartsWithSegments("/storage/v1") ? Dialect.Storage
        : Dialect.Problem;
}
