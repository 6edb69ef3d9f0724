using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Mail;

/// <summary>Writes mail as .eml files under the state folder where no server is set: any mail program opens them.</summary>
internal sealed class FolderTransport(IOptions<MailOptions> options, InstanceSettings instance) : IMailTransport
{
    public async Task<Result<string>> SendAsync(QueuedMail mail, IReadOnlyList<MailAttachment> attachments, CancellationToken cancellationToken)
    {
        var composed = MailText.Compose(mail, attachments, options.Value);
        if (!composed.Succeeded) return composed.Error;
        using var message = composed.Value;
        var aside = Path.Combine(instance.MailFolder, $".{Guid.NewGuid():N}");
        Directory.CreateDirectory(aside);
        try
        {
            // SmtpClient names the file itself; it is then renamed after the mail, so that a second attempt replaces the first.
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = aside };
            await client.SendMailAsync(message, cancellationToken);
            var name = string.Create(CultureInfo.InvariantCulture, $"{mail.CreatedAt.UtcDateTime:yyyyMMdd-HHmmss}-{mail.Id:000000}.eml");
            File.Move(Directory.GetFiles(aside).Single(), Path.Combine(instance.MailFolder, name), overwrite: true);
            return MailText.MessageId(mail, options.Value);
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }
}
