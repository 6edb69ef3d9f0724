using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Application.Mail.Contracts;

/// <summary>Takes a mail to a server, or writes it to a folder where none is set.</summary>
public interface IMailTransport
{
    /// <summary>
    /// Sends; answers the Message-ID. A failure of kind <see cref="ErrorKind.Unavailable"/> may pass by itself and is tried again, any
    /// other will not.
    /// </summary>
    Task<Result<string>> SendAsync(QueuedMail mail, IReadOnlyList<MailAttachment> attachments, CancellationToken cancellationToken);
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">Its name for the reader.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MailAttachment(string Name, string ContentType, byte[] Content);

/// <summary>A file in the store that is to go with a mail, as <see cref="QueuedMail.Attachments"/> lists it.</summary>
/// <param name="Path">Path in the store.</param>
/// <param name="Name">Its name for the reader.</param>
/// <param name="Type">MIME type.</param>
public sealed record StoredAttachment(string Path, string Name, string Type);

/// <summary>Told, within the transaction that notes it, how a mail that carries out a delivery ended.</summary>
public interface IMailOutcomes
{
    /// <summary>A server took the mail.</summary>
    Task SentAsync(int deliveryId, string messageId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The mail was given up.</summary>
    Task FailedAsync(int deliveryId, string reason, CancellationToken cancellationToken);
}
