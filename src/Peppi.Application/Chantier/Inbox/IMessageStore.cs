using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>What the inbox needs of the database beyond rows: to be alone, and inserts that give way to what is there.</summary>
public interface IMessageStore
{
    /// <summary>
    /// Waits until no other node reads the inbox, for as long as the present transaction lasts: senders are made and merged by one
    /// at a time.
    /// </summary>
    Task AloneAsync(CancellationToken cancellationToken);

    /// <summary>Inserts messages; those that are there already are left as they are and keep the id 0. The others get theirs.</summary>
    Task InsertAsync(IReadOnlyList<ChantierMessage> messages, CancellationToken cancellationToken);

    /// <summary>Notes how far sent messages have come; what is farther already stays.</summary>
    Task MergeStatusesAsync(IReadOnlyList<Persistence.MessageStatus> statuses, CancellationToken cancellationToken);
}
