using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Mail.Contracts;

/// <summary>
/// The mail that invites somebody to choose a first password. A use case adds what this makes to <c>db.Mails</c>, in the
/// transaction that makes the account; the mail worker sends it.
/// </summary>
public sealed record InvitationMail
{
    /// <summary>Where it goes.</summary>
    public required string ToAddress { get; init; }

    /// <summary>Name of the person, if known.</summary>
    public string? ToName { get; init; }

    /// <summary>Language of the person.</summary>
    public required Language Language { get; init; }

    /// <summary>Who invites, as shown to others.</summary>
    public string? InvitedBy { get; init; }

    /// <summary>The role's name in the person's language, if there is one.</summary>
    public string? Role { get; init; }

    /// <summary>The link that works once.</summary>
    public required string Link { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The mail, ready to be queued.</summary>
    public QueuedMail Compose()
    {
        var words = Language == Language.English ? English() : French();
        var body = new MarkupWriter().Add(MailTheme.Paragraph(words.Greeting)).Add(MailTheme.Paragraph(words.What)).Add(MailTheme.Button(words.Verb, Link))
            .Add(MailTheme.Paragraph(words.Until, 14, MailTheme.Quiet)).Add(MailTheme.Paragraph(Link, 12, MailTheme.Quiet)).Done();
        return new QueuedMail
        {
            ToAddress = ToAddress,
            ToName = ToName,
            Subject = words.Subject,
            Secret = true,
            Html = MailTheme.Page(Language, words.Title, words.What, body, words.Reason),
            Text = $"{words.Greeting}\n\n{words.What}\n\n{words.Verb} :\n{Link}\n\n{words.Until}\n\n-- \n{words.Reason}\n",
        };
    }

    private Words French() => new(
        "Votre accès à PEPPI-SNI",
        "Bienvenue sur PEPPI-SNI",
        ToName is null ? "Bonjour," : $"Bonjour {ToName},",
        $"{InvitedBy ?? "L'administration"} vous ouvre un accès à PEPPI-SNI{(Role is null ? "" : $", avec le rôle « {Role} »")}. Choisissez votre mot de passe pour commencer.",
        "Choisir mon mot de passe",
        $"Ce lien sert une seule fois, jusqu'au {Figures.French.Moment(ExpiresAt.ToUniversalTime())} (UTC).",
        "Vous recevez ce message parce qu'un compte a été créé pour cette adresse. Si vous ne l'attendiez pas, ignorez-le : sans mot de passe, le compte reste fermé.");

    private Words English() => new(
        "Your access to PEPPI-SNI",
        "Welcome to PEPPI-SNI",
        ToName is null ? "Hello," : $"Hello {ToName},",
        $"{InvitedBy ?? "The administration"} opened an access to PEPPI-SNI for you{(Role is null ? "" : $", with the role “{Role}”")}. Choose your password to begin.",
        "Choose my password",
        $"This link works once, until {Figures.English.Moment(ExpiresAt.ToUniversalTime())} (UTC).",
        "You get this message because an account was made for this address. If you did not expect it, ignore it: without a password the account stays closed.");

    private sealed record Words(string Subject, string Title, string Greeting, string What, string Verb, string Until, string Reason);
}
