using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Mail.Contracts;

/// <summary>What a mail about somebody's own account is for.</summary>
public enum AccountMailKind
{
    /// <summary>Is this address yours? (a new account)</summary>
    Confirmation,

    /// <summary>A way in for somebody who forgot the password.</summary>
    Recovery,

    /// <summary>A way in without a password.</summary>
    MagicLink,

    /// <summary>Is this address yours? (to the new address of an account)</summary>
    NewEmail,

    /// <summary>Shall the account leave this address? (to the present address)</summary>
    PresentEmail,

    /// <summary>A code that proves who changes the password.</summary>
    Reauthentication,

    /// <summary>The password was changed.</summary>
    PasswordChanged,
}

/// <summary>
/// A mail about somebody's own account, in the frame of all mails. A use case adds what <see cref="Compose"/> makes to
/// <c>db.Mails</c>, in the transaction that makes the link; the mail worker sends it.
/// </summary>
public sealed record AccountMail
{
    /// <summary>What it is for.</summary>
    public required AccountMailKind Kind { get; init; }

    /// <summary>Where it goes.</summary>
    public string ToAddress { get; init; } = "";

    /// <summary>Name of the person, if known.</summary>
    public string? ToName { get; init; }

    /// <summary>Language of the person.</summary>
    public Language Language { get; init; } = Language.French;

    /// <summary>The link that works once, where there is one.</summary>
    public string? Link { get; init; }

    /// <summary>The six digits that work instead of it, where there are some.</summary>
    public string? Code { get; init; }

    /// <summary>The address that the account shall have.</summary>
    public string? NewAddress { get; init; }

    /// <summary>When link and code stop working; for a notice, when it happened.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The mail, ready to be queued.</summary>
    public QueuedMail Compose()
    {
        var words = AccountMailWords.Of(this);
        var greeting = Language.Say("Bonjour", "Hello") + (ToName is null ? "," : $" {ToName},");
        var moment = Figures.In(Language).Moment(ExpiresAt.ToUniversalTime());
        var until = Kind == AccountMailKind.PasswordChanged
            ? Language.Say($"C'était le {moment} (UTC).", $"It was on {moment} (UTC).")
            : Link is null
                ? Language.Say($"Ce code sert une seule fois, jusqu'au {moment} (UTC).", $"This code works once, until {moment} (UTC).")
                : Language.Say($"Ce lien sert une seule fois, jusqu'au {moment} (UTC).", $"This link works once, until {moment} (UTC).");

        var body = new MarkupWriter().Add(MailTheme.Paragraph(greeting)).Add(MailTheme.Paragraph(words.What));
        var text = $"{greeting}\n\n{words.What}\n";
        if (Link is not null)
        {
            body.Add(MailTheme.Button(words.Verb, Link));
            text += $"\n{words.Verb} :\n{Link}\n";
        }

        if (Code is not null)
        {
            var orCode = Link is null ? Language.Say("Votre code :", "Your code:") : Language.Say("Ou saisissez ce code dans l'application :", "Or enter this code in the app:");
            body.Add(MailTheme.Paragraph(orCode, 14, MailTheme.Quiet)).Add(MailTheme.Code(Code));
            text += $"\n{orCode} {Code}\n";
        }

        body.Add(MailTheme.Paragraph(until, 14, MailTheme.Quiet));
        if (Link is not null) body.Add(MailTheme.Paragraph(Link, 12, MailTheme.Quiet));
        return new QueuedMail
        {
            ToAddress = ToAddress,
            ToName = ToName,
            Subject = words.Subject,
            Secret = true,
            Html = MailTheme.Page(Language, words.Title, words.What, body.Done(), words.Reason),
            Text = $"{text}\n{until}\n\n-- \n{words.Reason}\n",
        };
    }
}
