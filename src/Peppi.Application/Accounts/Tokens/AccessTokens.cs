using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>Issues access tokens and API keys: JWTs signed with ES256, with GoTrue's claims.</summary>
internal sealed class AccessTokens(KeyRing keys, IOptions<AccountsOptions> options, IOptions<PublicUrlOptions> urls, TimeProvider time)
{
    private const string Providers = """{"provider":"email","providers":["email"]}""";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The <c>iss</c> of every token.</summary>
    public string Issuer => urls.Value.Api + "/auth/v1";

    /// <summary>How long an access token is good for.</summary>
    public TimeSpan Lifetime => options.Value.AccessTokenLifetime;

    /// <summary>An access token for a session, and the instant at which it stops working.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> IssueAsync(Account account, AccountSession session, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

        // An app that works shows itself by refreshing: a token that outlives the rest that a session may take would hide that it rests.
        var lifetime = options.Value.SessionInactivity is { } rest && rest < Lifetime ? rest : Lifetime;
        var expires = session.NotAfter is { } end && end < now + lifetime ? end : now + lifetime;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["sub"] = account.Id.ToString(),
            ["aud"] = "authenticated",
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["email"] = account.Email ?? "",
            ["phone"] = account.PhoneNumber ?? "",
            ["app_metadata"] = JsonSerializer.Deserialize<JsonElement>(Metadata.Merged(account.AppMetadata, Providers)),
            ["user_metadata"] = JsonSerializer.Deserialize<JsonElement>(account.UserMetadata),
            ["role"] = "authenticated",
            ["aal"] = session.Aal,
            ["amr"] = JsonSerializer.Deserialize<JsonElement>(session.Amr),
            ["session_id"] = session.Id.ToString(),
            ["is_anonymous"] = false,
        };
        return (await SignAsync(KeyRing.Session, claims, cancellationToken), expires);
    }

    /// <summary>A long-lived key for programs, e.g. <c>anon</c>: ten years, outside the rotation of session keys.</summary>
    public Task<string> IssueApiKeyAsync(string role, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return SignAsync(KeyRing.ApiKey, new Dictionary<string, object>
        {
            ["iss"] = "peppi",
            ["jti"] = Guid.CreateVersion7().ToString(),
            ["role"] = role,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddYears(10).ToUnixTimeSeconds(),
        }, cancellationToken);
    }

    private async Task<string> SignAsync(string purpose, Dictionary<string, object> claims, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(purpose, cancellationToken);
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(key.Security, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
