using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>One account, for holders of the service key.</summary>
/// <param name="Id">The account.</param>
public sealed record GetAccount(Guid Id) : IQuery<AccountView>, IManagesOwnTransaction;

internal sealed class GetAccountHandler(AccountsDbContext accounts) : IHandler<GetAccount, AccountView>
{
    public async Task<Result<AccountView>> Handle(GetAccount query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, cancellationToken);
        return account is null ? AccountErrors.NoSuchUser : await accounts.ViewAsync(account, cancellationToken);
    }
}
