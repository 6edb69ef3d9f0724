using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>A password that was right a moment ago.</summary>
/// <param name="Account">The account as it was then; it is not tracked.</param>
/// <param name="Rehashed">The same password in today's hash, where the stored one is of an older kind.</param>
internal sealed record ProvedPassword(Account Account, string? Rehashed);

/// <summary>
/// The one place where a password is compared, for API and admin alike: limited, in the same time and with the same answer for
/// known and unknown addresses, and with the hashing (140 ms of CPU) outside of any transaction.
/// </summary>
internal sealed class PasswordCheck(
    AccountsDbContext accounts, IPasswordHasher<Account> hasher, PasswordWork work, FailureFloor floor, FamiliarAddresses familiar, ISignInLimiter limiter, AuditTrail trail, CallerContext caller, TimeProvider time)
{
    /// <summary>No address is longer (RFC 5321), and what is kept in memory about those that are tried stays small.</summary>
    private const int LongestAddress = 254;

    private static readonly Account Nobody = new();

    /// <summary>Whose password it is, or why not.</summary>
    public async Task<Result<ProvedPassword>> RunAsync(string email, string password, CancellationToken cancellationToken)
    {
        var address = email.Trim();
        if (address.Length > LongestAddress) return AccountErrors.InvalidCredentials;
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

    /// <summary>
    /// The account to open a session of, tracked and locked, in the caller's transaction: hashing takes a while, in which somebody may have
    /// changed the password or banned the account.
    /// </summary>
    public async Task<Result<Account>> EnterAsync(ProvedPassword proved, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var account = await accounts.LockedAsync(proved.Account.Id, cancellationToken);
        if (account is null || account.SecurityStamp != proved.Account.SecurityStamp) return AccountErrors.InvalidCredentials;
        if (account.BannedUntil > now) return AccountErrors.UserBanned;

        account.LastSignInAt = now;
        if (proved.Rehashed is not null && account.PasswordHash == proved.Account.PasswordHash) account.PasswordHash = proved.Rehashed;
        return account;
    }

    private async Task<Result<ProvedPassword>> CheckAsync(string address, string password, string? ip, CancellationToken cancellationToken)
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
            // Whoever hangs up is counted and noted all the same, and before the wait that he would hang up in.
            await limiter.FailedAsync(attempt, CancellationToken.None);
            await trail.SignInFailedAsync(account?.Id, address, AccountErrors.InvalidCredentials.Code);
            await floor.ReachAsync(began, cancellationToken);
            return AccountErrors.InvalidCredentials;
        }

        await limiter.SucceededAsync(attempt, CancellationToken.None);
        if ((account.BannedUntil > time.GetUtcNow() ? AccountErrors.UserBanned : account.EmailConfirmed ? null : AccountErrors.EmailNotConfirmed) is { } refusal)
        {
            await trail.SignInFailedAsync(account.Id, address, refusal.Code);
            return refusal;
        }

        return new ProvedPassword(account, verified == PasswordVerificationResult.SuccessRehashNeeded
            ? await work.RunAsync(familiar: true, () => hasher.HashPassword(account, password), cancellationToken)
            : null);

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
        var account = await accounts.Users.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.NormalizedEmail == normalized, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account;
    }
}
