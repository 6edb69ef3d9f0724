using Peppi.Application.Persistence;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Keeps a webhook before anybody reads it: one statement, committed when this returns. A sender waits for it, so it takes no more.
/// </summary>
public interface IRawInbox
{
    /// <summary>Keeps it; of one that is known by its key only the count of repeats grows.</summary>
    Task KeepAsync(WebhookDelivery delivery, CancellationToken cancellationToken);
}
