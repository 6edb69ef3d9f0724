using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>
/// The order in which everybody locks: the account's row first, then its sessions and tokens. So of two who change the same account each
/// sees what the other did, and nobody waits crosswise. Callers hold the transaction.
/// </summary>
internal static class AccountLock
{
    /// <summary>Locks the rows of accounts until the transaction ends. A change of nothing is EF's way to lock.</summary>
    public static Task<int> LockAsync(this AccountsDbContext accounts, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        accounts.Users.Where(account => ids.Contains(account.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.UpdatedAt, account => account.UpdatedAt), cancellationToken);

    /// <summary>The account as it is now and stays until the transaction ends, tracked; null where there is none.</summary>
    public static async Task<Account?> LockedAsync(this AccountsDbContext accounts, Guid id, CancellationToken cancellationToken)
    {
        await accounts.LockAsync([id], cancellationToken);
        return await accounts.Users.SingleOrDefaultAsync(account => account.Id == id, cancellationToken);
    }
}
