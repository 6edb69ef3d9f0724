using Peppi.Application.Changes.Contracts;

namespace Peppi.Application.Changes;

/// <summary>The outbox, one reader at a time.</summary>
public interface IChangeFeed
{
    /// <summary>Within the present transaction: true for the one node that may read now, until the transaction ends.</summary>
    Task<bool> TryHoldAsync(CancellationToken cancellationToken);

    /// <summary>Takes the oldest changes out of the outbox, in their order; they are gone when the transaction commits.</summary>
    Task<IReadOnlyList<Change>> TakeAsync(int most, CancellationToken cancellationToken);
}
