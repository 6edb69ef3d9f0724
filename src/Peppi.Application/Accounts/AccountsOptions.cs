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

    /// <summary>Whether anybody may open an account. Off, accounts are made by administrators and servers alone.</summary>
    public bool SignUp { get; set; }

    /// <summary>Whether an account opened by its owner may be used before the address is confirmed.</summary>
    public bool Autoconfirm { get; set; }

    /// <summary>Whether a change of address must be confirmed from the old address as well.</summary>
    public bool SecureEmailChange { get; set; } = true;

    /// <summary>Whether a new password needs proof (present password, or a code by mail) where the last sign-in is older than a day.</summary>
    public bool SecurePasswordChange { get; set; } = true;

    /// <summary>Where links lead that name no allowed place; null for the admin site.</summary>
    public string? SiteUrl { get; set; }

    /// <summary>Where links may lead besides the site itself: addresses, in which <c>*</c> stands for a part and <c>**</c> for any number.</summary>
    public IList<string> RedirectUrls { get; } = [];

    /// <summary>How long links and codes from mails work.</summary>
    public TimeSpan MailLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often a six-digit code may be tried; then only its link works.</summary>
    public int CodeAttempts { get; set; } = 10;

    /// <summary>Mails an hour to one address that one IP address may ask for; five times as many from all of them. To whomever: twenty times as many, and twice as many for an account.</summary>
    public int MailsPerHour { get; set; } = 6;

    /// <summary>Calls a minute of one IP address to one route of /auth/v1.</summary>
    public int RequestsPerMinute { get; set; } = 300;

    /// <summary>Calls a minute of one account to one route of /auth/v1.</summary>
    public int RequestsPerMinutePerAccount { get; set; } = 120;

    /// <summary>Calls a minute with one service key to one route of /auth/v1.</summary>
    public int RequestsPerMinutePerKey { get; set; } = 3000;

    /// <summary>Codes and links a minute that one IP address may try.</summary>
    public int VerificationsPerMinute { get; set; } = 30;

    /// <summary>How long an invitation link works.</summary>
    public TimeSpan InvitationLifetime { get; set; } = TimeSpan.FromDays(7);
}
