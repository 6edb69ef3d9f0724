namespace Peppi.Application.Accounts;

/// <summary>Settings of sign-in and tokens (section <c>Auth</c>).</summary>
public sealed class AccountsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Auth";

    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512, 140 ms on a small core.</summary>
    public const int LeastPasswordRounds = 210_000;

    /// <summary>Rounds of PBKDF2-HMAC-SHA512. Raised, it takes hold of each password at its next sign-in.</summary>
    public int PasswordRounds { get; set; } = LeastPasswordRounds;

    /// <summary>How long a key signs access tokens before the next takes its turn; null for never by itself.</summary>
    public TimeSpan? SigningKeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long an access token is good for.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a spent refresh token may be spent once more: two tabs refresh at the same instant.</summary>
    public TimeSpan RefreshReuseWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a session lasts at most, however busy it is; null for no limit. It holds for sessions that begin from now on.</summary>
    public TimeSpan? SessionTimeBox { get; set; }

    /// <summary>How long a session may rest: without a refresh (apps) or a page (admin) for so long, it ends; null for no limit.</summary>
    public TimeSpan? SessionInactivity { get; set; }

    /// <summary>Sign-ins a minute from one address.</summary>
    public int SignInsPerMinute { get; set; } = 120;

    /// <summary>How long an invitation link works.</summary>
    public TimeSpan InvitationLifetime { get; set; } = TimeSpan.FromDays(7);
}
