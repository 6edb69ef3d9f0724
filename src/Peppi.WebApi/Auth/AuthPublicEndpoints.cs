using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Auth;

/// <summary>/auth/v1 about itself: keys, settings, health.</summary>
internal static class AuthPublicEndpoints
{
    private static readonly string[] SocialProviders =
    [
        "anonymous_users", "apple", "azure", "bitbucket", "discord", "facebook", "snapchat", "figma", "fly", "github", "gitlab", "google", "keycloak", "kakao",
        "linkedin", "linkedin_oidc", "notion", "spotify", "slack", "slack_oidc", "workos", "twitch", "twitter", "phone", "zoom",
    ];

    /// <summary><c>GET /auth/v1/.well-known/jwks.json</c></summary>
    public static async Task JwksAsync(HttpContext http, UseCases useCases)
    {
        var outcome = await useCases.SendAsync(new GetPublicKeys(), http.RequestAborted);
        http.Response.Headers.CacheControl = "public, max-age=600";
        await http.Response.WriteAsJsonAsync(AuthJson.Jwks(outcome.Value!), http.RequestAborted);
    }

    /// <summary><c>GET /auth/v1/settings</c></summary>
    public static Task SettingsAsync(HttpContext http, IOptions<AccountsOptions> options)
    {
        var external = new JsonObject { ["email"] = true };
        foreach (var provider in SocialProviders) external[provider] = false;
        return http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["external"] = external,
            ["disable_signup"] = !options.Value.SignUp,
            ["mailer_autoconfirm"] = options.Value.Autoconfirm,
            ["phone_autoconfirm"] = false,
            ["sms_provider"] = "",
            ["saml_enabled"] = false,
            ["passkeys_enabled"] = false,
        }, http.RequestAborted);
    }

    /// <summary><c>GET /auth/v1/health</c></summary>
    public static Task HealthAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new JsonObject
    {
        ["version"] = typeof(AuthPublicEndpoints).Assembly.GetName().Version?.ToString(3),
        ["name"] = "GoTrue",
        ["description"] = "GoTrue is a user registration and authentication API",
    }, http.RequestAborted);
}
