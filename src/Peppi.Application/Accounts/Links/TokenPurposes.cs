namespace Peppi.Application.Accounts.Links;

/// <summary>What one-time tokens are for (<c>auth.one_time_tokens.purpose</c>).</summary>
internal static class TokenPurposes
{
    public const string Invite = "invite";
    public const string SignUp = "signup";
    public const string Recovery = "recovery";
    public const string MagicLink = "magiclink";
    public const string NewEmail = "email_change_new";
    public const string PresentEmail = "email_change_current";
    public const string Reauthentication = "reauthentication";

    /// <summary>The code that an app with PKCE exchanges for its tokens.</summary>
    public const string AuthCode = "pkce";

    /// <summary>The purposes that a <c>type</c> of <c>/verify</c> may redeem; none for a type that there is not.</summary>
    public static IReadOnlyList<string> OfType(string type) => type switch
    {
        "signup" => [SignUp],
        "invite" => [Invite],
        "recovery" => [Recovery],
        "magiclink" => [MagicLink, SignUp],
        "email" => [MagicLink, SignUp, Invite, Recovery],
        "email_change" => [NewEmail, PresentEmail],
        _ => [],
    };

    /// <summary>The <c>type</c> that stands in a link.</summary>
    public static string TypeOf(string purpose) => purpose is NewEmail or PresentEmail ? "email_change" : purpose;
}

/// <summary>What an app that uses PKCE will prove to know (RFC 7636).</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Method"><c>s256</c> or <c>plain</c>.</param>
public sealed record PkceChallenge(string Challenge, string Method);
