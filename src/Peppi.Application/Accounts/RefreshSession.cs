using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Exchanges a refresh token, once, for the next pair of tokens. A spent one coming back ends the whole session.</summary>
/// <param name="RefreshToken">The token as it was handed out.</param>
public sealed record RefreshSession(string RefreshToken) : ICommand<SignedIn>, IManagesOwnTransaction;

internal sealed class RefreshSessionHandler(AccountsDbContext accounts, Sessions sessions, AuditTrail trail, IOptions<AccountsOptions> options, TimeProvider time)
    : IHandler<RefreshSession, SignedIn>
{
    public async Task<Result<SignedIn>> Handle(RefreshSession command, CancellationToken cancellationToken)
    {
        var hash = Sessions.HashOf(command.RefreshToken ?? "");
        var now = time.GetUtcNow();

        await sessions.PrepareAsync(cancellationToken);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var token = await accounts.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Hash == hash, cancellationToken);
        if (token is null) return await FailAsync(null, AccountErrors.RefreshTokenNotFound);

        var session = await accounts.Sessions.SingleAsync(candidate => candidate.Id == token.SessionId, cancellationToken);
        var account = await accounts.Users.SingleAsync(candidate => candidate.Id == session.AccountId, cancellationToken);
        if (session.EndedAt is not null)
            return await FailAsync(account.Id, session.EndReason == SessionEnds.ReuseDetected ? AccountErrors.RefreshTokenAlreadyUsed : AccountErrors.RefreshTokenNotFound);
        if (account.BannedUntil > now) return await FailAsync(account.Id, AccountErrors.UserBanned);
        if (sessions.Lapsed(session) is { } lapsed)
        {
            await EndAsync(session, lapsed);
            return AccountErrors.SessionExpired;
        }

        // The database picks the winner of two simultaneous exchanges; the loser is within the reuse window.
        var spent = await accounts.RefreshTokens
            .Where(candidate => candidate.Id == token.Id && candidate.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(candidate => candidate.UsedAt, now), cancellationToken) == 1;
        if (!spent)
        {
            var usedAt = await accounts.RefreshTokens.Where(candidate => candidate.Id == token.Id).Select(candidate => candidate.UsedAt).SingleAsync(cancellationToken);
            if (now - usedAt > options.Value.RefreshReuseWindow)
            {
                await EndAsync(session, SessionEnds.ReuseDetected);
                return AccountErrors.RefreshTokenAlreadyUsed;
            }
        }

        session.RefreshedAt = now;
        var signedIn = await sessions.IssueAsync(account, session, token, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return signedIn;

        async Task<Error> FailAsync(Guid? whose, Error error)
        {
            await transaction.RollbackAsync(cancellationToken);
            await trail.GuessFailedAsync("refresh_failed", whose, address: null);
            return error;
        }

        async Task EndAsync(AccountSession ended, string reason)
        {
            await sessions.EndAsync(sessions.All.Where(candidate => candidate.Id == ended.Id), reason, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
