using Peppi.Application.Accounts;
using Peppi.Application.Accounts.SelfService;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Auth;

/// <summary>/auth/v1 for people: tokens, sign-out, the own account. GoTrue's shapes in and out, one use case a route.</summary>
internal static class AuthEndpoints
{
    /// <summary><c>POST /auth/v1/token?grant_type=password|refresh_token|pkce|id_token|web3</c></summary>
    public static Task TokenAsync(HttpContext http, UseCases useCases) => (string?)http.Request.Query["grant_type"] switch
    {
        "password" => LoginAsync(http, useCases),
        "refresh_token" => RefreshAsync(http, useCases),
        "pkce" => PkceAsync(http, useCases),
        "id_token" => AuthAnswers.FailAsync(http, AuthDisabled.IdToken),
        "web3" => AuthAnswers.FailAsync(http, AuthDisabled.Web3),
        _ => AuthAnswers.FailAsync(http, AccountErrors.UnsupportedGrant),
    };

    /// <summary><c>POST /auth/v1/login</c>: the password grant under its older name, with the same limits.</summary>
    public static async Task LoginAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await AuthAnswers.FailAsync(http, body.Error);
            return;
        }

        var (email, password) = (body.Value.Text("email"), body.Value.Text("password"));
        if (body.Value.Fault is { } fault) await AuthAnswers.FailAsync(http, fault);
        else if (string.IsNullOrEmpty(email) && body.Value.Has("phone")) await AuthAnswers.FailAsync(http, AuthDisabled.Phone);
        else await AuthAnswers.SessionAsync(http, await useCases.SendAsync(new SignInWithPassword(email ?? "", password ?? "", http.Request.Headers.UserAgent), http.RequestAborted));
    }

    /// <summary><c>POST /auth/v1/signup</c></summary>
    public static async Task SignUpAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await AuthAnswers.FailAsync(http, body.Error);
            return;
        }

        var (email, password) = (body.Value.Filled("email"), body.Value.Filled("password"));
        if (email is null)
        {
            await AuthAnswers.FailAsync(http, body.Value.Filled("phone") is null ? AuthDisabled.Anonymous : AuthDisabled.Phone);
            return;
        }

        var command = new SignUp
        {
            Email = email,
            Password = password ?? "",
            UserMetadata = body.Value.Object("data") ?? "{}",
            RedirectTo = RedirectOf(http),
            Challenge = body.Value.Challenge(),
            UserAgent = http.Request.Headers.UserAgent,
        };
        if (body.Value.Fault is { } fault)
        {
            await AuthAnswers.FailAsync(http, fault);
            return;
        }

        var outcome = await AuthAnswers.EvenlyAsync(http, () => useCases.SendAsync(command, http.RequestAborted));
        if (!outcome.Succeeded) await AuthAnswers.FailAsync(http, outcome.Error);
        else await AuthAnswers.JsonAsync(http, outcome.Value.Session is { } session ? AuthJson.Session(session) : AuthJson.User(outcome.Value.Account!));
    }

    /// <summary><c>POST /auth/v1/logout?scope=global|local|others</c></summary>
    public static async Task LogoutAsync(HttpContext http, UseCases useCases)
    {
        var scope = (string?)http.Request.Query["scope"] is { Length: > 0 } asked ? asked : "global";
        var outcome = await useCases.SendAsync(new SignOut(scope), http.RequestAborted);
        if (outcome.Succeeded) http.Response.StatusCode = StatusCodes.Status204NoContent;
        else await AuthAnswers.FailAsync(http, outcome.Error);
    }

    /// <summary><c>GET /auth/v1/user</c></summary>
    public static async Task UserAsync(HttpContext http, UseCases useCases) =>
        await AuthAnswers.UserAsync(http, await useCases.SendAsync(new GetOwnAccount(), http.RequestAborted));

    /// <summary><c>PUT /auth/v1/user</c></summary>
    public static async Task ChangeUserAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await AuthAnswers.FailAsync(http, body.Error);
            return;
        }

        var command = new ChangeOwnAccount
        {
            Email = body.Value.Filled("email"),
            Password = body.Value.Filled("password"),
            CurrentPassword = body.Value.Filled("current_password"),
            Nonce = body.Value.Filled("nonce"),
            UserMetadata = body.Value.Object("data"),
            RedirectTo = RedirectOf(http),
            Challenge = body.Value.Challenge(),
        };
        var fault = body.Value.Fault
            ?? (body.Value.Has("app_metadata") ? AccountErrors.AppMetadataNeedsService : null)
            ?? (body.Value.Filled("phone") is not null ? AuthDisabled.Phone : null);
        if (fault is not null) await AuthAnswers.FailAsync(http, fault);
        else await AuthAnswers.UserAsync(http, await useCases.SendAsync(command, http.RequestAborted));
    }

    /// <summary><c>GET /auth/v1/reauthenticate</c></summary>
    public static async Task ReauthenticateAsync(HttpContext http, UseCases useCases) =>
        await AuthAnswers.DoneAsync(http, await useCases.SendAsync(new Reauthenticate(), http.RequestAborted));

    /// <summary><c>DELETE /auth/v1/user/identities/{id}</c></summary>
    public static async Task RemoveIdentityAsync(HttpContext http, UseCases useCases, string id)
    {
        if (!Guid.TryParse(id, out var identity)) await AuthAnswers.FailAsync(http, AccountErrors.Invalid("identity_id must be a UUID"));
        else await AuthAnswers.DoneAsync(http, await useCases.SendAsync(new RemoveIdentity(identity), http.RequestAborted));
    }

    /// <summary>Where a link shall lead, as the client names it.</summary>
    public static string? RedirectOf(HttpContext http) =>
        (string?)http.Request.Query["redirect_to"] is { Length: > 0 } asked ? asked : (string?)http.Request.Headers["redirect_to"];

    private static async Task RefreshAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        var token = body.Value?.Text("refresh_token");
        if ((body.Error ?? body.Value!.Fault) is { } fault) await AuthAnswers.FailAsync(http, fault);
        else await AuthAnswers.SessionAsync(http, await useCases.SendAsync(new RefreshSession(token ?? ""), http.RequestAborted));
    }

    private static async Task PkceAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        var (code, verifier) = (body.Value?.Text("auth_code"), body.Value?.Text("code_verifier"));
        if ((body.Error ?? body.Value!.Fault) is { } fault) await AuthAnswers.FailAsync(http, fault);
        else if (string.IsNullOrEmpty(code) || string.IsNullOrEmpty(verifier))
            await AuthAnswers.FailAsync(http, AccountErrors.Invalid("invalid request: both auth code and code verifier should be non-empty"));
        else await AuthAnswers.SessionAsync(http, await useCases.SendAsync(new ExchangeAuthCode(code, verifier, http.Request.Headers.UserAgent), http.RequestAborted));
    }
}
