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

    /// <summary>The key that signs access tokens now. The caller holds no transaction.</summary>
    public ValueTask<SigningKey> KeyAsync(CancellationToken cancellationToken) => keys.CurrentAsync(KeyRing.Session, cancellationToken);

    /// <summary>An access token for a session, and the instant at which it stops working.</summary>
    public (string Token, DateTimeOffset ExpiresAt) Issue(Account account, AccountSession session, SigningKey key)
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
        return (Sign(key, claims), expires);
    }

    /// <summary>A long-lived key for programs, e.g. <c>anon</c>: ten years, outside the rotation of session keys.</summary>
    public async Task<string> IssueApiKeyAsync(string role, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Sign(await keys.CurrentAsync(KeyRing.ApiKey, cancellationToken), new Dictionary<string, object>
        {
            ["iss"] = "peppi",
            ["jti"] = Guid.CreateVersion7().ToString(),
            ["role"] = role,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddYears(10).ToUnixTimeSeconds(),
        });
    }

    private static string Sign(SigningKey key, Dictionary<string, object> claims)
    {
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(key.Security, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
