using System.Text.Json.Nodes;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Administration;
using Peppi.Application.Accounts.Factors;

namespace Peppi.WebApi.Auth;

/// <summary>GoTrue's answer shapes. Keys that have no value are absent rather than null, except where the client expects them.</summary>
internal static class AuthJson
{
    public static JsonObject Session(SignedIn signedIn)
    {
        var expiresAt = signedIn.ExpiresAt.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["access_token"] = signedIn.AccessToken,
            ["token_type"] = "bearer",
            ["expires_in"] = signedIn.ExpiresIn,
            ["expires_at"] = expiresAt,
            ["refresh_token"] = signedIn.RefreshToken,
            ["user"] = User(signedIn.Account),
        };
    }

    public static JsonObject User(AccountView account)
    {
        var user = new JsonObject
        {
            ["id"] = account.Id.ToString(),
            ["aud"] = "authenticated",
            ["role"] = "authenticated",
            ["email"] = account.Email,
            ["phone"] = account.Phone ?? "",
            ["app_metadata"] = AppMetadata(account),
            ["user_metadata"] = JsonNode.Parse(account.UserMetadata),
            ["identities"] = account.MadeUp ? new JsonArray() : new JsonArray(Identity(account)),
            ["created_at"] = account.CreatedAt,
            ["updated_at"] = account.UpdatedAt,
            ["is_anonymous"] = false,
        };
        if (account.Factors.Count > 0) user["factors"] = Factors(account.Factors);
        Add(user, "email_confirmed_at", account.EmailConfirmedAt);
        Add(user, "confirmed_at", account.EmailConfirmedAt);
        Add(user, "invited_at", account.InvitedAt);
        Add(user, "confirmation_sent_at", account.ConfirmationSentAt);
        Add(user, "recovery_sent_at", account.RecoverySentAt);
        Add(user, "email_change_sent_at", account.EmailChangeSentAt);
        Add(user, "last_sign_in_at", account.LastSignInAt);
        Add(user, "banned_until", account.BannedUntil);
        Add(user, "deleted_at", account.DeletedAt);
        if (account.NewEmail is not null) user["new_email"] = account.NewEmail;
        return user;
    }

    public static JsonArray Factors(IEnumerable<FactorView> factors) => new([.. factors.Select(factor => (JsonNode)Factor(factor))]);

    private static JsonObject Factor(FactorView factor)
    {
        var json = new JsonObject
        {
            ["id"] = factor.Id.ToString(),
            ["created_at"] = factor.CreatedAt,
            ["updated_at"] = factor.UpdatedAt,
            ["status"] = factor.Status,
            ["factor_type"] = factor.Type,
            ["last_challenged_at"] = factor.LastChallengedAt,
        };
        if (factor.FriendlyName is { } name) json["friendly_name"] = name;
        return json;
    }

    /// <summary>The user's fields, and beside them what the link is made of.</summary>
    public static JsonObject Link(GeneratedLink link)
    {
        var answer = User(link.Account);
        answer["action_link"] = link.Link;
        answer["email_otp"] = link.Code;
        answer["hashed_token"] = link.Token;
        answer["verification_type"] = link.Type;
        answer["redirect_to"] = link.RedirectTo;
        return answer;
    }

    // The address is the one way to sign in.
    private static JsonObject Identity(AccountView account)
    {
        var id = account.Id.ToString();
        return new JsonObject
        {
            ["identity_id"] = id,
            ["id"] = id,
            ["user_id"] = id,
            ["identity_data"] = new JsonObject
            {
                ["sub"] = id,
                ["email"] = account.Email,
                ["email_verified"] = account.EmailConfirmedAt is not null,
                ["phone_verified"] = false,
            },
            ["provider"] = "email",
            ["last_sign_in_at"] = account.LastSignInAt,
            ["created_at"] = account.CreatedAt,
            ["updated_at"] = account.UpdatedAt,
            ["email"] = account.Email,
        };
    }

    private static JsonNode AppMetadata(AccountView account)
    {
        var metadata = JsonNode.Parse(account.AppMetadata)!;
        metadata["provider"] = "email";
        metadata["providers"] = new JsonArray("email");
        return metadata;
    }

    public static JsonObject Jwks(IEnumerable<PublicKey> keys) => new()
    {
        ["keys"] = new JsonArray([.. keys.Select(key => (JsonNode)new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = key.X,
            ["y"] = key.Y,
            ["alg"] = "ES256",
            ["use"] = "sig",
            ["key_ops"] = new JsonArray("verify"),
            ["kid"] = key.Kid,
        })]),
    };

    private static void Add(JsonObject user, string key, DateTimeOffset? at)
    {
        if (at is { } instant) user[key] = instant;
    }
}
