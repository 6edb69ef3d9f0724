using System.Text.Json.Nodes;
using Peppi.Application.Accounts;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Auth;

/// <summary>How answers of /auth/v1 are written.</summary>
internal static class AuthAnswers
{
    public static Task FailAsync(HttpContext http, Error error) => ErrorRenderer.WriteAsync(http, Dialect.Auth, error);

    public static Task JsonAsync(HttpContext http, JsonNode body)
    {
        // A pair of tokens, or who somebody is, must not rest in any cache on the way (RFC 6749 §5.1).
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(body, http.RequestAborted);
    }

    public static Task SessionAsync(HttpContext http, Result<SignedIn> outcome) =>
        outcome.Succeeded ? JsonAsync(http, AuthJson.Session(outcome.Value)) : FailAsync(http, outcome.Error);

    public static Task UserAsync(HttpContext http, Result<AccountView> outcome) =>
        outcome.Succeeded ? JsonAsync(http, AuthJson.User(outcome.Value)) : FailAsync(http, outcome.Error);

    /// <summary><c>{}</c>, or the failure.</summary>
    public static Task DoneAsync(HttpContext http, Result<Done> outcome) => outcome.Succeeded ? JsonAsync(http, new JsonObject()) : FailAsync(http, outcome.Error);

    /// <summary>What <paramref name="work"/> gives, after a time that does not tell what it found.</summary>
    public static Task<T> EvenlyAsync<T>(HttpContext http, Func<Task<T>> work) =>
        EvenTime.AfterAsync(http.RequestServices.GetRequiredService<TimeProvider>(), work, http.RequestAborted);
}
