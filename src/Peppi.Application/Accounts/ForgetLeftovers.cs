using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// Forgets what has served: counters whose windows are long over, links and codes that no longer work, refresh tokens of ended sessions.
/// Background work, on any number of nodes at once; answers how many rows went. The sessions themselves stay, and say why they ended.
/// </summary>
public sealed record ForgetLeftovers : ICommand<int>, IManagesOwnTransaction;

internal sealed class ForgetLeftoversHandler(AccountsDbContext accounts, TimeProvider time) : IHandler<ForgetLeftovers, int>
{
    // The longest window is an hour, and so is the memory of failures.
    private static readonly TimeSpan Counters = TimeSpan.FromHours(3);
    private static readonly TimeSpan Links = TimeSpan.FromDays(7);
    private static readonly TimeSpan Spent = TimeSpan.FromDays(30);

    public async Task<Result<int>> Handle(ForgetLeftovers command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (counters, links, spent) = (now - Counters, now - Links, now - Spent);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var forgotten = await accounts.RateLimits.Where(limit => limit.WindowStart < counters).ExecuteDeleteAsync(cancellationToken)
            + await accounts.OneTimeTokens.Where(token => token.ExpiresAt < links).ExecuteDeleteAsync(cancellationToken)
            + await accounts.RefreshTokens.Where(token => accounts.Sessions.Any(session => session.Id == token.SessionId && session.EndedAt < spent)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return forgotten;
    }
}
