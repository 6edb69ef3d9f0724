using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Factors;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>The caller's own account, if the session of the token still lives.</summary>
public sealed record GetOwnAccount : IQuery<AccountView>, IManagesOwnTransaction;

internal sealed class GetOwnAccountHandler(AccountsDbContext accounts, CallerContext caller) : IHandler<GetOwnAccount, AccountView>
{
    public async Task<Result<AccountView>> Handle(GetOwnAccount query, CancellationToken cancellationToken)
    {
        var (userId, sessionId) = (caller.Current.UserId, caller.Current.SessionId);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == userId, cancellationToken);
        if (account is null) return AccountErrors.UserNotFound;
        var alive = await accounts.Set<AccountSession>().AnyAsync(session => session.Id == sessionId && session.EndedAt == null, cancellationToken);
        if (!alive) return AccountErrors.SessionNotFound;
        var factors = await accounts.Factors.AsNoTracking().Where(factor => factor.AccountId == userId).OrderBy(factor => factor.CreatedAt)
            .Select(factor => FactorView.Of(factor)).ToListAsync(cancellationToken);
        return AccountView.Of(account) with { Factors = factors };
    }
}
