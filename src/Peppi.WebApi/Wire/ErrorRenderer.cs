using System.Globalization;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;

namespace Peppi.WebApi.Wire;

/// <summary>Writes an expected failure in the dialect of its surface. The cause of a failure is logged where it happens, never sent.</summary>
internal static class ErrorRenderer
{
    /// <summary>Writes <paramref name="error"/> as the whole answer.</summary>
    public static Task WriteAsync(HttpContext http, Dialect dialect, Error error)
    {
        if (error.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return dialect switch
        {
            Dialect.Rest => RestErrors.WriteAsync(http, error),
            Dialect.Auth => AuthErrors.WriteAsync(http, error),
            Dialect.Storage => StorageErrors.WriteAsync(http, error),
            _ => ProblemErrors.WriteAsync(http, error),
        };
    }

    /// <summary>The status that a kind of failure has wherever the dialect does not say otherwise.</summary>
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.WrongMethod => StatusCodes.Status405MethodNotAllowed,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
