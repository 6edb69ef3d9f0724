using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.SelfService;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Auth;

/// <summary>/auth/v1 around mails: asking for them, and redeeming their links and codes.</summary>
internal static class AuthMailEndpoints
{
    private const string OtherAddress = "Confirmation link accepted. Please proceed to confirm link sent to the other email";

    /// <summary><c>POST /auth/v1/recover</c></summary>
    public static Task RecoverAsync(HttpContext http, UseCases useCases) =>
        AskAsync(http, useCases, (body, email) => new RequestRecovery(email, AuthEndpoints.RedirectOf(http), body.Challenge()));

    /// <summary><c>POST /auth/v1/otp</c></summary>
    public static Task OtpAsync(HttpContext http, UseCases useCases) => AskAsync(http, useCases, (body, email) => new RequestMagicLink
    {
        Email = email,
        CreateUser = body.Flag("create_user") ?? true,
        UserMetadata = body.Object("data") ?? "{}",
        RedirectTo = AuthEndpoints.RedirectOf(http),
        Challenge = body.Challenge(),
    });

    /// <summary><c>POST /auth/v1/resend</c></summary>
    public static Task ResendAsync(HttpContext http, UseCases useCases) =>
        AskAsync(http, useCases, (body, email) => new ResendMail(body.Text("type") ?? "", email, AuthEndpoints.RedirectOf(http)));

    /// <summary><c>POST /auth/v1/verify</c></summary>
    public static async Task VerifyAsync(HttpContext http, UseCases useCases)
    {
        var body = await AuthBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await AuthAnswers.FailAsync(http, body.Error);
            return;
        }

        var command = new VerifyOneTimeToken
        {
            Type = body.Value.Text("type") ?? "",
            Token = body.Value.Filled("token_hash"),
            Email = body.Value.Filled("email"),
            Code = body.Value.Filled("token"),
            UserAgent = http.Request.Headers.UserAgent,
        };
        if ((body.Value.Fault ?? FaultOf(command, body.Value)) is { } fault)
        {
            await AuthAnswers.FailAsync(http, fault);
            return;
        }

        var outcome = await AuthAnswers.EvenlyAsync(http, () => useCases.SendAsync(command, http.RequestAborted));
        if (!outcome.Succeeded) await AuthAnswers.FailAsync(http, outcome.Error);
        else await AuthAnswers.JsonAsync(http, outcome.Value.Session is { } session ? AuthJson.Session(session) : new JsonObject { ["msg"] = OtherAddress, ["code"] = "200" });
    }

    /// <summary><c>GET /auth/v1/verify?token=&amp;type=&amp;redirect_to=</c>: the link of a mail, opened in a browser.</summary>
    public static async Task OpenLinkAsync(HttpContext http, UseCases useCases)
    {
        var query = http.Request.Query;
        var (type, token) = ((string?)query["type"] ?? "", (string?)query["token"] ?? "");
        var target = (await useCases.SendAsync(new ChooseRedirect(query["redirect_to"]), http.RequestAborted)).Value!;
        var outcome = await useCases.SendAsync(
            new VerifyOneTimeToken { Type = type, Token = token.Length == 0 ? "-" : token, UserAgent = http.Request.Headers.UserAgent, InBrowser = true }, http.RequestAborted);

        http.Response.Headers.CacheControl = "no-store";

        // What the link carried must not reach the next page's own servers.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = outcome switch
        {
            { Value: { AuthCode: { } code } } => WithQuery(target, "code", code),
            { Value: { Session: { } session } } => $"{target}#{Fragment(session, type)}",
            { Value: not null } => $"{target}#message={Uri.EscapeDataString(OtherAddress)}",
            { Error: var error } => Refused(target, error!, token.StartsWith("pkce_", StringComparison.Ordinal)),
        };
    }

    private static Error? FaultOf(VerifyOneTimeToken command, AuthBody body) => command switch
    {
        { Type: "" } => AccountErrors.Invalid("Verify requires a verification type"),
        { Type: "sms" or "phone_change" } => AuthDisabled.Phone,
        { Token: null, Code: null } => AccountErrors.Invalid("Verify requires a token or a token hash"),
        { Token: not null, Code: not null } => AccountErrors.Invalid("Verify requires either a token or a token hash"),
        { Token: not null } when command.Email is not null || body.Has("phone") => AccountErrors.Invalid("Only the token_hash and type should be provided"),
        { Code: not null, Email: null } => body.Has("phone") ? AuthDisabled.Phone : AccountErrors.Invalid("Only an email address or phone number should be provided on verify"),
        _ => null,
    };

    private static async Task AskAsync<T>(HttpContext http, UseCases useCases, Func<AuthBody, string, T> commandOf)
        where T : ICommand<Done>
    {
        var body = await AuthBody.ReadAsync(http);
        if (!body.Succeeded)
        {
            await AuthAnswers.FailAsync(http, body.Error);
            return;
        }

        var email = body.Value.Filled("email");
        var command = commandOf(body.Value, email ?? "");
        if (body.Value.Fault is { } fault) await AuthAnswers.FailAsync(http, fault);
        else if (email is null && body.Value.Filled("phone") is not null) await AuthAnswers.FailAsync(http, AuthDisabled.Phone);
        else if (email is null) await AuthAnswers.FailAsync(http, AccountErrors.Invalid("One of email or phone must be set"));
        else await AuthAnswers.DoneAsync(http, await AuthAnswers.EvenlyAsync(http, () => useCases.SendAsync(command, http.RequestAborted)));
    }

    private static string Fragment(SignedIn session, string type) => Form(
        ("access_token", session.AccessToken),
        ("expires_at", session.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ("expires_in", session.ExpiresIn.ToString(CultureInfo.InvariantCulture)),
        ("refresh_token", session.RefreshToken),
        ("token_type", "bearer"),
        ("type", type));

    private static string Refused(string target, Error error, bool pkce)
    {
        var what = Form(("error", "access_denied"), ("error_code", error.Code), ("error_description", error.Code == "otp_expired" ? "Email link is invalid or has expired" : error.Message));

        // An app with PKCE looks in the query, any other in the fragment.
        return pkce ? $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{what}#{what}" : $"{target}#{what}";
    }

    private static string WithQuery(string target, string key, string value) =>
        $"{target}{(target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{key}={Uri.EscapeDataString(value)}";

    private static string Form(params (string Key, string Value)[] fields)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in fields) text.Append(text.Length == 0 ? "" : "&").Append(key).Append('=').Append(Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal));
        return text.ToString();
    }
}
