using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>Asks a factor of the caller for a code.</summary>
/// <param name="FactorId">The factor.</param>
public sealed record ChallengeFactor(Guid FactorId) : ICommand<AskedFactor>, IManagesOwnTransaction;

/// <summary>What is to be answered with a code.</summary>
/// <param name="Id">The challenge.</param>
/// <param name="Type"><c>totp</c>.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record AskedFactor(Guid Id, string Type, DateTimeOffset ExpiresAt);

/// <summary>Answers a challenge: the session is of AAL2 from now on, and its next pair of tokens says so.</summary>
/// <param name="FactorId">The factor.</param>
/// <param name="ChallengeId">The challenge.</param>
/// <param name="Code">Six digits, or a recovery code.</param>
public sealed record VerifyFactor(Guid FactorId, Guid ChallengeId, string Code) : ICommand<SignedIn>, IManagesOwnTransaction;

internal sealed class ChallengeFactorHandler(AccountsDbContext accounts, FactorDesk desk, CallerContext caller, TimeProvider time) : IHandler<ChallengeFactor, AskedFactor>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<Result<AskedFactor>> Handle(ChallengeFactor command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var factor = await accounts.Factors.SingleOrDefaultAsync(row => row.Id == command.FactorId && row.AccountId == own.Value.Account.Id, cancellationToken);
        if (factor is null) return FactorErrors.NotFound;

        factor.LastChallengedAt = now;
        await accounts.FactorChallenges.Where(old => old.FactorId == factor.Id && old.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        var challenge = new FactorChallenge
        {
            Id = Guid.CreateVersion7(),
            FactorId = factor.Id,
            CreatedAt = now,
            ExpiresAt = now + Patience,
            IpAddress = caller.Current.IpAddress,
        };
        accounts.Add(challenge);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AskedFactor(challenge.Id, factor.Type, challenge.ExpiresAt);
    }
}

internal sealed class VerifyFactorHandler(AccountsDbContext accounts, FactorDesk desk, Sessions sessions, TimeProvider time) : IHandler<VerifyFactor, SignedIn>
{
    public async Task<Result<SignedIn>> Handle(VerifyFactor command, CancellationToken cancellationToken)
    {
        var asked = await AskedAsync(command, cancellationToken);
        if (!asked.Succeeded) return asked.Error;
        var proved = await desk.TryAsync(asked.Value, command.FactorId, command.Code, cancellationToken);
        if (!proved.Succeeded) return proved.Error;

        var now = time.GetUtcNow();
        await sessions.PrepareAsync(cancellationToken);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var (account, session) = own.Value;
        var answered = await accounts.FactorChallenges.Where(challenge => challenge.Id == command.ChallengeId && challenge.VerifiedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(challenge => challenge.VerifiedAt, now), cancellationToken);
        if (answered == 0) return FactorErrors.ChallengeNotFound;

        await desk.RaiseAsync(session, proved.Value, cancellationToken);
        var signedIn = await sessions.IssueAsync(account, session, parent: null, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return signedIn;
    }

    // Whose factor it is, where the challenge can still be answered.
    private async Task<Result<Guid>> AskedAsync(VerifyFactor command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var user = own.Value.Account.Id;
        if (!await accounts.Factors.AnyAsync(factor => factor.Id == command.FactorId && factor.AccountId == user, cancellationToken)) return FactorErrors.NotFound;
        var challenge = await accounts.FactorChallenges.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == command.ChallengeId && row.FactorId == command.FactorId && row.VerifiedAt == null, cancellationToken);
        if (challenge is null) return FactorErrors.ChallengeNotFound;
        return challenge.ExpiresAt < time.GetUtcNow() ? FactorErrors.ChallengeExpired : user;
    }
}
