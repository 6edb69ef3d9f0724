using System.Text.Json;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Auth;

/// <summary>The /auth/v1 surface: GoTrue's shapes in and out, one use case a route.</summary>
internal static class AuthEndpoints
{
    private static readonly Error NotJson = new(ErrorKind.Invalid, "bad_json", "Could not parse request body as JSON: an object is expected");
    private static readonly Error Unreadable = new(ErrorKind.Invalid, "validation_failed", "email, password and refresh_token must be strings");

    /// <summary><c>POST /auth/v1/token?grant_type=password|refresh_token</c></summary>
    public static Task TokenAsync(HttpContext http, UseCases useCases) => (string?)http.Request.Query["grant_type"] switch
    {
        "password" => LoginAsync(http, useCases),
        "refresh_token" => RefreshAsync(http, useCases),
        _ => ErrorRenderer.WriteAsync(http, Dialect.Auth, AccountErrors.UnsupportedGrant),
    };

    /// <summary><c>POST /auth/v1/login</c>: the password grant under its older name, with the same limits.</summary>
    public static async Task LoginAsync(HttpContext http, UseCases useCases)
    {
        var body = await ReadAsync(http, "email", "password");
        if (!body.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Auth, body.Error);
            return;
        }

        var command = new SignInWithPassword(body.Value["email"] ?? "", body.Value["password"] ?? "", http.Request.Headers.UserAgent);
        await WriteSessionAsync(http, await useCases.SendAsync(command, http.RequestAborted));
    }

    /// <summary><c>POST /auth/v1/logout?scope=global|local|others</c></summary>
    public static async Task LogoutAsync(HttpContext http, UseCases useCases)
    {
        var scope = (string?)http.Request.Query["scope"] is { Length: > 0 } asked ? asked : "global";
        var outcome = await useCases.SendAsync(new SignOut(scope), http.RequestAborted);
        if (outcome.Succeeded) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await ErrorRenderer.WriteAsync(http, Dialect.Auth, outcome.Error);
    }

    /// <summary><c>GET /auth/v1/user</c></summary>
    public static async Task UserAsync(HttpContext http, UseCases useCases)
    {
        var outcome = await useCases.SendAsync(new GetOwnAccount(), http.RequestAborted);
        if (outcome.Succeeded) await http.Response.WriteAsJsonAsync(AuthJson.User(outcome.Value), http.RequestAborted);
        else await ErrorRenderer.WriteAsync(http, Dialect.Auth, outcome.Error);
    }

    /// <summary><c>GET /auth/v1/.well-known/jwks.json</c></summary>
    public static async Task JwksAsync(HttpContext http, UseCases useCases)
    {
        var outcome = await useCases.SendAsync(new GetPublicKeys(), http.RequestAborted);
        http.Response.Headers.CacheControl = "public, max-age=600";
        await http.Response.WriteAsJsonAsync(AuthJson.Jwks(outcome.Value!), http.RequestAborted);
    }

    private static async Task RefreshAsync(HttpContext http, UseCases useCases)
    {
        var body = await ReadAsync(http, "refresh_token");
        if (!body.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Auth, body.Error);
            return;
        }

        await WriteSessionAsync(http, await useCases.SendAsync(new RefreshSession(body.Value["refresh_token"] ?? ""), http.RequestAborted));
    }

    private static async Task WriteSessionAsync(HttpContext http, Result<SignedIn> outcome)
    {
        // A pair of tokens must not rest in any cache on the way (RFC 6749 §5.1).
        http.Response.Headers.CacheControl = "no-store";
        if (outcome.Succeeded) await http.Response.WriteAsJsonAsync(AuthJson.Session(outcome.Value), http.RequestAborted);
        else await ErrorRenderer.WriteAsync(http, Dialect.Auth, outcome.Error);
    }

    private static async Task<Result<Dictionary<string, string?>>> ReadAsync(HttpContext http, params string[] fields)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Object) return NotJson;
            var found = new Dictionary<string, string?>();
            foreach (var field in fields)
            {
                if (!body.RootElement.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) found[field] = null;
                else if (value.ValueKind == JsonValueKind.String) found[field] = value.GetString();
                else return Unreadable;
            }

            return found;
        }
        catch (JsonException)
        {
            return NotJson;
        }
    }
}
