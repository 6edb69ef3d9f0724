using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>A page of all accounts, eldest first, for holders of the service key.</summary>
/// <param name="Page">Which, from 1.</param>
/// <param name="PerPage">Accounts on it.</param>
public sealed record ListAccounts(int Page, int PerPage) : IQuery<AccountPage>, IManagesOwnTransaction;

/// <summary>A page of accounts.</summary>
/// <param name="Accounts">The accounts.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record AccountPage(IReadOnlyList<AccountView> Accounts, int Total);

internal sealed class ListAccountsHandler(AccountsDbContext accounts) : IHandler<ListAccounts, AccountPage>
{
    public async Task<Result<AccountPage>> Handle(ListAccounts query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var total = await accounts.Users.CountAsync(cancellationToken);
        var rows = await accounts.Users.AsNoTracking().OrderBy(account => account.CreatedAt).ThenBy(account => account.Id)
            .Skip((query.Page - 1) * query.PerPage).Take(query.PerPage).ToListAsync(cancellationToken);
        return new AccountPage([.. rows.Select(AccountView.Of)], total);
    }
}
