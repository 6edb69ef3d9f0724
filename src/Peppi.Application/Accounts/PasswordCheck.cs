using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// The one place where a password is compared, for API and admin alike: limited, in the same time and with the same answer for
/// known and unknown addresses, and with the hashing (140 ms of CPU) outside of any transaction.
/// </summary>
internal sealed class PasswordCheck(
    AccountsDbContext accounts, IPasswordHasher<Account> hasher, PasswordWork work, FailureFloor floor, FamiliarAddresses familiar, ISignInLimiter limiter, AuditTrail trail, CallerContext caller, TimeProvider time)
{
    private static readonly Account Nobody = new();

    /// <summary>The account, tracked by <see cref="AccountsDbContext"/>, or why not.</summary>
    public async Task<Result<Account>> RunAsync(string email, string password, CancellationToken cancellationToken)
    {
        var address = email.Trim();
        var ip = caller.Current.IpAddress;

        // A flood on one account is turned away before it costs more than this look; its owner, at a familiar address, goes on.
        var begun = work.TryBegin(address);
        if (!begun && !await IsKnownAsync(address, ip, cancellationToken)) return AccountErrors.TooManyAttempts(PasswordWork.Patience);
        try
        {
            return await CheckAsync(address, password, ip, cancellationToken);
        }
        finally
        {
            if (begun) work.End(address);
        }
    }

    private async Task<Result<Account>> CheckAsync(string address, string password, string? ip, CancellationToken cancellationToken)
    {
        var attempt = new SignInAttempt(address, ip);
        if (await limiter.TryEnterAsync(attempt, cancellationToken) is { } wait) return AccountErrors.TooManyAttempts(wait);

        var account = await FindAsync(address, cancellationToken);

        // Asked for unknown addresses too, so that they take as long. Whoever guesses from elsewhere cannot push the owner out of the queue.
        var known = await familiar.IncludesAsync(account?.Id ?? Guid.Empty, ip, cancellationToken);
        await floor.CoverAsync(account?.PasswordHash, accounts, hasher, cancellationToken);
        var (hash, began) = (account?.PasswordHash ?? floor.NobodysHash, 0L);
        if (await work.RunAsync(known, () => Compare(), cancellationToken) is not { } verified) return AccountErrors.TooManyAttempts(PasswordWork.Patience);
        if (account?.PasswordHash is null || verified == PasswordVerificationResult.Failed)
        {
            await floor.ReachAsync(began, cancellationToken);
            await limiter.FailedAsync(attempt, cancellationToken);
            await trail.SignInFailedAsync(account?.Id, address, AccountErrors.InvalidCredentials.Code, cancellationToken);
            return AccountErrors.InvalidCredentials;
        }

        await limiter.SucceededAsync(attempt, cancellationToken);
        var now = time.GetUtcNow();
        if ((account.BannedUntil > now ? AccountErrors.UserBanned : account.EmailConfirmed ? null : AccountErrors.EmailNotConfirmed) is { } refusal)
        {
            await trail.SignInFailedAsync(account.Id, address, refusal.Code, cancellationToken);
            return refusal;
        }

        account.LastSignInAt = now;
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            account.PasswordHash = await work.RunAsync(familiar: true, () => hasher.HashPassword(account, password), cancellationToken) ?? account.PasswordHash;
        return account;

        PasswordVerificationResult Compare()
        {
            began = time.GetTimestamp();
            return hasher.VerifyHashedPassword(account ?? Nobody, hash, password);
        }
    }

    private async Task<bool> IsKnownAsync(string email, string? ip, CancellationToken cancellationToken) =>
        ip is not null && (work.FamiliarTo(email) ?? work.Remember(email, await familiar.OfAsync(email, cancellationToken))).Contains(ip);

    private async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = email.ToUpperInvariant();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(candidate => candidate.NormalizedEmail == normalized, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account;
    }
}
