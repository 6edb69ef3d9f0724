namespace Peppi.Application.Persistence;

/// <summary>A second factor of an account (<c>auth.mfa_factors</c>): an authenticator app.</summary>
public sealed class Factor
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Whose factor.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What its owner calls it; unique among the owner's.</summary>
    public string? FriendlyName { get; set; }

    /// <summary><c>totp</c>.</summary>
    public string Type { get; set; } = "totp";

    /// <summary><c>unverified</c> until a first code was right, then <c>verified</c>.</summary>
    public string Status { get; set; } = "unverified";

    /// <summary>The shared secret, encrypted with the instance's master key.</summary>
    public required byte[] SealedSecret { get; set; }

    /// <summary>The 30-second step of the last code accepted: neither it nor an earlier one is accepted again.</summary>
    public long? LastStep { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When a code was last asked for.</summary>
    public DateTimeOffset? LastChallengedAt { get; set; }
}

/// <summary>A code was asked for (<c>auth.mfa_challenges</c>); it can be answered for a while, and once.</summary>
public sealed class FactorChallenge
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>The factor that is to answer.</summary>
    public Guid FactorId { get; set; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it can no longer be answered.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>Where it was asked from.</summary>
    public string? IpAddress { get; set; }
}

/// <summary>A code to get in with where the second factor is lost (<c>auth.mfa_recovery_codes</c>). Only its hash is kept; it works once.</summary>
public sealed class RecoveryCode
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Whose code.</summary>
    public Guid AccountId { get; set; }

    /// <summary>SHA-256 of account and code; a code has 50 bits, tries are limited.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was used.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A key for one server (<c>auth.service_keys</c>): acts as <c>service_role</c> until it expires or is revoked. Only its hash is kept.</summary>
public sealed class ServiceKey
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>The beginning of the secret, to recognise it by.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the secret, which has 256 bits of its own.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it; null from the command line.</summary>
    public Guid? CreatedBy { get; set; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it stops working by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
