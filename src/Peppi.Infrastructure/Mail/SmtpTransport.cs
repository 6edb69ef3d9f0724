using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Mail;

/// <summary>Hands mail to an SMTP server (STARTTLS and login where set).</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    public async Task<Result<string>> SendAsync(QueuedMail mail, IReadOnlyList<MailAttachment> attachments, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var composed = MailText.Compose(mail, attachments, settings);
        if (!composed.Succeeded) return composed.Error;
        using var message = composed.Value;
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls, UseDefaultCredentials = false };
        if (!string.IsNullOrEmpty(settings.Username)) client.Credentials = new NetworkCredential(settings.Username, settings.Password);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return MailText.MessageId(mail, settings);
        }
        catch (SmtpFailedRecipientException exception) when ((int)exception.StatusCode is >= 500)
        {
            // The server knows for good that it will not: no use in asking again.
            return new Error(ErrorKind.Invalid, "mail_refused", "The mail server refused the recipient.", Line(exception));
        }
        catch (SmtpException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Error(ErrorKind.Unavailable, "mail_unavailable", "The mail server did not take the mail.", Line(exception));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Error(ErrorKind.Unavailable, "mail_unavailable", "The mail server did not answer in time.");
        }
    }

    // What the server said, in one line; deeper causes name the socket's fault.
    private static string Line(Exception exception)
    {
        var text = (exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message).ReplaceLineEndings(" ");
        return text.Length > 300 ? text[..300] : text;
    }
}
