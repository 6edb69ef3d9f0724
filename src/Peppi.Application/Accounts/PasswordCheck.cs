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
internal sealed class PasswordCheck(AccountsDbContext accounts, IPasswordHasher<Account> hasher, ISignInLimiter limiter, CallerContext caller, TimeProvider time)
{
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    // Hashing is pure CPU: more at once than there are cores would only starve every other request.
    private static readonly SemaphoreSlim Hashing = new(Environment.ProcessorCount);

    /// <summary>The account, tracked by <see cref="AccountsDbContext"/>, or why not.</summary>
    public async Task<Result<Account>> RunAsync(string email, string password, CancellationToken cancellationToken)
    {
        var address = email.Trim();
        var ip = caller.Current.IpAddress;
        if (await limiter.TryEnterAsync(address, ip, cancellationToken) is { } wait) return AccountErrors.TooManyAttempts(wait);

        var account = await FindAsync(address, cancellationToken);
        var hash = account?.PasswordHash ?? (nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        var verified = await VerifyAsync(account ?? Nobody, hash, password, cancellationToken);
        if (account?.PasswordHash is null || verified == PasswordVerificationResult.Failed)
        {
            await limiter.FailedAsync(address, ip, cancellationToken);
            return AccountErrors.InvalidCredentials;
        }

        await limiter.SucceededAsync(address, ip, cancellationToken);
        var now = time.GetUtcNow();
        if (account.BannedUntil > now) return AccountErrors.UserBanned;

        account.LastSignInAt = now;
        if (verified == PasswordVerificationResult.SuccessRehashNeeded) account.PasswordHash = hasher.HashPassword(account, password);
        return account;
    }

    private async Task<PasswordVerificationResult> VerifyAsync(Account account, string hash, string password, CancellationToken cancellationToken)
    {
        await Hashing.WaitAsync(cancellationToken);
        try
        {
            return hasher.VerifyHashedPassword(account, hash, password);
        }
        finally
        {
            Hashing.Release();
        }
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
