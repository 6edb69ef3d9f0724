namespace Peppi.Application.Accounts.Tokens;

/// <summary>Why sessions end (<c>auth.sessions.end_reason</c>): what a person who asks "why was I signed out?" is told.</summary>
public static class SessionEnds
{
    /// <summary>The person signed out, here or from another device.</summary>
    public const string SignedOut = "signed_out";

    /// <summary>A refresh token came back after it was spent: somebody else may hold it.</summary>
    public const string ReuseDetected = "reuse_detected";

    /// <summary>The account was deactivated or banned.</summary>
    public const string Banned = "banned";

    /// <summary>The password was changed on another device, or by an administrator.</summary>
    public const string PasswordChanged = "password_changed";

    /// <summary>The longest time that a session may last was over.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>Nothing was heard of it for longer than a session may rest.</summary>
    public const string Inactive = "inactive";

    /// <summary>An administrator ended it.</summary>
    public const string EndedByAdmin = "ended_by_admin";

    /// <summary>A second factor was proved in another session, which took its place.</summary>
    public const string Superseded = "superseded";

    /// <summary>The account was deleted and its row kept.</summary>
    public const string AccountDeleted = "account_deleted";
}

/// <summary>How a person proved to be it: GoTrue's words in the <c>amr</c> claim.</summary>
public static class SignInMethods
{
    /// <summary>Address and password.</summary>
    public const string Password = "password";

    /// <summary>A link or code from a mail.</summary>
    public const string Otp = "otp";

    /// <summary>The link or code of an invitation.</summary>
    public const string Invite = "invite";

    /// <summary>The link or code of a recovery.</summary>
    public const string Recovery = "recovery";

    /// <summary>A time-based one-time password.</summary>
    public const string Totp = "totp";
}
