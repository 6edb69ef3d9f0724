using Microsoft.AspNetCore.Identity;

namespace Peppi.Application.Persistence;

/// <summary>An account that can sign in (<c>auth.users</c>); its profile and role stand in <c>public.users</c> under the same id.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When a password was last accepted.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>When the invitation was sent, for an account made by invitation.</summary>
    public DateTimeOffset? InvitedAt { get; set; }

    /// <summary>The account cannot sign in before this instant; a deactivated one has the greatest.</summary>
    public DateTimeOffset? BannedUntil { get; set; }

    /// <summary>The first password was given by somebody else: the next sign-in in the admin must choose a new one.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When the person proved that the address is theirs.</summary>
    public DateTimeOffset? EmailConfirmedAt { get; set; }

    /// <summary>When a mail that asks for this proof was last sent.</summary>
    public DateTimeOffset? ConfirmationSentAt { get; set; }

    /// <summary>When a link to recover or sign in was last sent.</summary>
    public DateTimeOffset? RecoverySentAt { get; set; }

    /// <summary>The address that the person wants instead, until it is confirmed.</summary>
    public string? NewEmail { get; set; }

    /// <summary>When the mails about the new address were sent.</summary>
    public DateTimeOffset? EmailChangeSentAt { get; set; }

    /// <summary>When the account was deleted and its row kept.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>What the person may write about themself (JSON object).</summary>
    public string UserMetadata { get; set; } = "{}";

    /// <summary>What only servers may write about the person (JSON object); it stands in every token.</summary>
    public string AppMetadata { get; set; } = "{}";
}

/// <summary>One signed-in device (<c>auth.sessions</c>). The row stays after the session has ended and says why.</summary>
public sealed class AccountSession
{
    /// <summary>The <c>session_id</c> claim.</summary>
    public Guid Id { get; set; }

    /// <summary>Whose session.</summary>
    public Guid AccountId { get; set; }

    /// <summary><c>api</c> for tokens, <c>admin</c> for the admin's cookie.</summary>
    public required string Surface { get; set; }

    /// <summary>Start of the session.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Last refresh, or last page for the admin.</summary>
    public DateTimeOffset RefreshedAt { get; set; }

    /// <summary>Address that signed in.</summary>
    public string? IpAddress { get; set; }

    /// <summary>Program that signed in.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Authenticator assurance level: <c>aal1</c> or <c>aal2</c>.</summary>
    public string Aal { get; set; } = "aal1";

    /// <summary>How the person proved to be it (JSON array of <c>{method, timestamp}</c>, latest first): the <c>amr</c> claim.</summary>
    public string Amr { get; set; } = "[]";

    /// <summary>The session ends at this instant whatever happens in it; null where no limit was set when it began.</summary>
    public DateTimeOffset? NotAfter { get; set; }

    /// <summary>End of the session.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it ended: one of <c>SessionEnds</c>.</summary>
    public string? EndReason { get; set; }
}

/// <summary>A refresh token, of which only the hash is kept (<c>auth.refresh_tokens</c>). Single use; all of a session are one family.</summary>
public sealed class RefreshToken
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>The family.</summary>
    public Guid SessionId { get; set; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The token that this one replaced.</summary>
    public long? ParentId { get; set; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was exchanged for the next.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A key that signs tokens (<c>auth.signing_keys</c>).</summary>
public sealed class SigningKeyRecord
{
    /// <summary>The <c>kid</c> in token headers and in the JWKS.</summary>
    public required string Kid { get; set; }

    /// <summary><c>session</c> for access tokens, <c>api_key</c> for the anon and service keys.</summary>
    public required string Purpose { get; set; }

    /// <summary><c>standby</c>, <c>current</c>, <c>previous</c> or <c>revoked</c>.</summary>
    public required string Status { get; set; }

    /// <summary>The private key (PKCS#8), encrypted with the instance's master key.</summary>
    public required byte[] SealedPrivateKey { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it began to sign.</summary>
    public DateTimeOffset? ActivatedAt { get; set; }

    /// <summary>Until when a <c>previous</c> key is believed: the last of its tokens has expired by then.</summary>
    public DateTimeOffset? TrustedUntil { get; set; }

    /// <summary>When it stopped being believed.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A long-lived key for programs (<c>auth.api_keys</c>): <c>anon</c> or <c>service_role</c>.</summary>
public sealed class ApiKeyRecord
{
    /// <summary>The database role it stands for.</summary>
    public required string Name { get; set; }

    /// <summary>The JWT, encrypted with the instance's master key.</summary>
    public required byte[] SealedToken { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A link and a code that work once (<c>auth.one_time_tokens</c>): sent by mail, kept as hashes.</summary>
public sealed class OneTimeToken
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Whose account it opens.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What it is for: one of <c>TokenPurposes</c>.</summary>
    public required string Purpose { get; set; }

    /// <summary>SHA-256 of the link's token.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Digest of the six digits under the instance's key; null where a link alone was made.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>How often a code was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>The address that it was sent to, in the form in which addresses are compared.</summary>
    public string? Email { get; set; }

    /// <summary>What the app that asked must prove to know, where it uses PKCE (RFC 7636).</summary>
    public string? CodeChallenge { get; set; }

    /// <summary><c>s256</c> or <c>plain</c>.</summary>
    public string? CodeChallengeMethod { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it stops working.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was used.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A data-protection key ring entry (<c>auth.data_protection_keys</c>), shared by every node of the admin.</summary>
public sealed class DataProtectionKeyRecord
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>ASP.NET's name for it.</summary>
    public required string FriendlyName { get; set; }

    /// <summary>The XML element, encrypted with the instance's master key.</summary>
    public required byte[] SealedXml { get; set; }
}

/// <summary>Attempts within a window (<c>auth.rate_limits</c>), so that limits hold across nodes.</summary>
public sealed class RateLimitRecord
{
    /// <summary>What is counted, e.g. <c>sign_in:ip:203.0.113.7</c>.</summary>
    public required string Key { get; set; }

    /// <summary>Start of the window.</summary>
    public DateTimeOffset WindowStart { get; set; }

    /// <summary>Attempts since.</summary>
    public int Count { get; set; }
}
