using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Invites people to choose their first password: a link that works once, mailed in the transaction that makes it.</summary>
internal sealed class Invitations(AccountsDbContext accounts, IOptions<AccountsOptions> options, IOptions<PublicUrlOptions> urls, TimeProvider time)
{
    public const string Purpose = "invite";

    /// <summary>Queues the mail; the caller saves.</summary>
    public void Send(Account account, string? name, string locale)
    {
        var now = time.GetUtcNow();
        var token = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        account.InvitedAt = now;
        accounts.Add(new OneTimeToken
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Purpose = Purpose,
            Hash = Sessions.HashOf(token),
            CreatedAt = now,
            ExpiresAt = now + options.Value.InvitationLifetime,
        });

        var link = $"{urls.Value.Admin.TrimEnd('/')}/invitation?token={token}";
        var days = Math.Max(1, (int)options.Value.InvitationLifetime.TotalDays);
        var (subject, hello, text, button, closing) = locale == "en"
            ? ("Your access to Peppi", $"Hello{(name is null ? "" : " " + name)},",
                "An account has been opened for you on Peppi, the steering platform for real-estate and construction projects. Choose your password to start:",
                "Choose my password", $"The link works once, within {days} days. If you were not expecting it, you need do nothing.")
            : ("Votre accès à Peppi", $"Bonjour{(name is null ? "" : " " + name)},",
                "Un compte vous a été ouvert sur Peppi, la plateforme de pilotage des projets immobiliers et des chantiers. Choisissez votre mot de passe pour commencer\u00A0:",
                "Choisir mon mot de passe", $"Le lien fonctionne une seule fois, pendant {days} jours. Si vous ne l’attendiez pas, vous n’avez rien à faire.");
        accounts.Add(new QueuedMail
        {
            ToAddress = account.Email!,
            ToName = name,
            Subject = subject,
            Text = $"{hello}\n\n{text}\n\n{link}\n\n{closing}\n",
            Html = $"""
                <!doctype html><html lang="{locale}"><body style="font:16px/1.5 system-ui,sans-serif;color:#1a2625;max-width:34em">
                <p>{WebUtility.HtmlEncode(hello)}</p><p>{text}</p>
                <p><a href="{link}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0b5c60;color:#fff;text-decoration:none">{button}</a></p>
                <p style="font-size:14px;color:#52605f">{closing}</p></body></html>
                """,
            CreatedAt = now,
            NextAttemptAt = now,
        });
    }
}
