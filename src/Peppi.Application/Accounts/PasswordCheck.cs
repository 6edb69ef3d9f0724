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
    AccountsDbContext accounts, IPasswordHasher<Account> hasher, PasswordWork work, ISignInLimiter limiter, AuditTrail trail, CallerContext caller, TimeProvider time)
{
    private static readonly Account Nobody = new();
    private static string? nobodysHash;
    private static readonly TimeSpan Familiarity = TimeSpan.FromDays(30);

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
        if (await limiter.TryEnterAsync(address, ip, cancellationToken) is { } wait) return AccountErrors.TooManyAttempts(wait);

        var account = await FindAsync(address, cancellationToken);
        // Asked for unknown addresses too, so that they take as long.
        var familiar = await IsFamiliarAsync(account?.Id ?? Guid.Empty, ip, cancellationToken);
        var hash = account?.PasswordHash ?? (nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        if (await work.RunAsync(familiar, () => hasher.VerifyHashedPassword(account ?? Nobody, hash, password), cancellationToken) is not { } verified)
            return AccountErrors.TooManyAttempts(PasswordWork.Patience);
        if (account?.PasswordHash is null || verified == PasswordVerificationResult.Failed)
        {
            await limiter.FailedAsync(address, ip, cancellationToken);
            await trail.SignInFailedAsync(account?.Id, address, AccountErrors.InvalidCredentials.Code, cancellationToken);
            return AccountErrors.InvalidCredentials;
        }

        await limiter.SucceededAsync(address, ip, cancellationToken);
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
    }

    // An address from which this account was entered before: whoever guesses from elsewhere cannot push its owner out of the queue.
    private async Task<bool> IsFamiliarAsync(Guid accountId, string? ip, CancellationToken cancellationToken)
    {
        if (ip is null) return false;
        var since = time.GetUtcNow() - Familiarity;
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        return await accounts.Sessions.AnyAsync(session => session.AccountId == accountId && session.IpAddress == ip && session.CreatedAt > since, cancellationToken);
    }

    private async Task<bool> IsKnownAsync(string email, string? ip, CancellationToken cancellationToken)
    {
        if (ip is null) return false;
        if (work.FamiliarTo(email) is { } remembered) return remembered.Contains(ip);

        var (normalized, since) = (email.ToUpperInvariant(), time.GetUtcNow() - Familiarity);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var addresses = await (
            from account in accounts.Users
            join session in accounts.Sessions on account.Id equals session.AccountId
            where account.NormalizedEmail == normalized && session.CreatedAt > since && session.IpAddress != null
            select session.IpAddress!).Distinct().ToListAsync(cancellationToken);
        return work.Remember(email, [.. addresses]).Contains(ip);
    }

    private async Task<Account?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = email.ToUpperInvariant();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(candidate => candidate.NormalizedEmail == normalized, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account;
    }
}
