using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Mail;

/// <summary>Turns a queued mail into a message: text and HTML, files attached, and no header that a value could have written.</summary>
internal static class MailText
{
    /// <summary>
    /// The Message-ID of a queued mail: the same at every attempt, so that a mail which a server took just before a crash is known again.
    /// </summary>
    public static string MessageId(QueuedMail mail, MailOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"<peppi-{mail.Id}-{mail.CreatedAt.ToUnixTimeMilliseconds():x}@{options.From[(options.From.LastIndexOf('@') + 1)..]}>");

    /// <summary>The message, or why it can never be one.</summary>
    public static Result<MailMessage> Compose(QueuedMail mail, IReadOnlyList<MailAttachment> attachments, MailOptions options)
    {
        // A line break in a header would begin another header.
        string?[] headers = [mail.ToAddress, mail.ToName, mail.Subject, .. attachments.Select(file => file.Name)];
        if (headers.Any(value => value is not null && value.Any(char.IsControl))) return Refused("A header holds a control character.");
        if (!MailAddress.TryCreate(mail.ToAddress, mail.ToName, Encoding.UTF8, out var to) || to.Address != mail.ToAddress) return Refused($"'{mail.ToAddress}' is not an address.");

        var message = new MailMessage
        {
            From = new MailAddress(options.From, options.FromName, Encoding.UTF8),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            Body = mail.Text,
        };
        message.To.Add(to);
        message.Headers.Add("Message-ID", MessageId(mail, options));

        // Nobody answers a machine's mail with another machine's.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Html is not null) message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        foreach (var file in attachments)
        {
            message.Attachments.Add(new Attachment(new MemoryStream(file.Content, writable: false), file.Name, file.ContentType) { NameEncoding = Encoding.UTF8 });
        }

        return message;
    }

    private static Error Refused(string why) => new(ErrorKind.Invalid, "mail_refused", "The mail cannot be sent.", why);
}
