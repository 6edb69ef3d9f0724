using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Choosing a new password in a session: who may, and whether it is a new one. Its hashing happens outside of any transaction.</summary>
internal sealed class OwnPassword(
    AccountsDbContext accounts, Passwords passwords, PasswordCheck check, PasswordWork work, IPasswordHasher<Account> hasher, OneTimeTokens tokens, AuditTrail trail,
    IOptions<AccountsOptions> options, TimeProvider time)
{
    /// <summary>A sign-in this young is proof enough; so somebody who just came by a link of a recovery can go on.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(24);

    /// <summary>The hash to store, or why not.</summary>
    public async Task<Result<string>> ChooseAsync(Guid accountId, Guid sessionId, string chosen, string? current, string? nonce, CancellationToken cancellationToken)
    {
        Account? account;
        await using (var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken))
        {
            account = await accounts.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == accountId, cancellationToken);
            if (account is null) return AccountErrors.UserNotFound;

            // Where there is no password, none that is given proves anything.
            var refusal = current is null || account.PasswordHash is null ? await RefusalAsync(account, sessionId, nonce, cancellationToken) : null;

            // A failed try of the code stays counted.
            await transaction.CommitAsync(cancellationToken);
            if (refusal == AccountErrors.ReauthenticationNotValid) await trail.GuessFailedAsync("nonce_failed", account.Id, account.Email, cancellationToken);
            if (refusal is not null) return refusal;
        }

        if (account.PasswordHash is { } present)
        {
            if (current is not null)
            {
                var proved = await check.RunAsync(account.Email ?? "", current, cancellationToken);

                // It signs nobody in: what the check noted on the account is not kept.
                accounts.ChangeTracker.Clear();
                if (!proved.Succeeded) return proved.Error == AccountErrors.InvalidCredentials ? AccountErrors.CurrentPasswordInvalid : proved.Error;
            }

            if (await IsAsync(account, present, chosen, cancellationToken) is not { } same) return AccountErrors.TooManyAttempts(PasswordWork.Patience);
            if (same) return AccountErrors.SamePassword;
        }

        return await passwords.HashAsync(account, chosen, "password");
    }

    private async Task<Error?> RefusalAsync(Account account, Guid sessionId, string? nonce, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(nonce))
        {
            var redeemed = await tokens.RedeemCodeAsync(account.Email ?? "", nonce, [TokenPurposes.Reauthentication], cancellationToken);
            return redeemed?.AccountId == account.Id ? null : AccountErrors.ReauthenticationNotValid;
        }

        if (!options.Value.SecurePasswordChange) return null;
        var since = time.GetUtcNow() - Young;
        var young = await accounts.Sessions.AnyAsync(session => session.Id == sessionId && session.CreatedAt > since, cancellationToken);
        return young ? null : AccountErrors.ReauthenticationNeeded;
    }

    private async Task<bool?> IsAsync(Account account, string hash, string password, CancellationToken cancellationToken) =>
        await work.RunAsync(familiar: true, () => hasher.VerifyHashedPassword(account, hash, password), cancellationToken) is { } verified
            ? verified != PasswordVerificationResult.Failed
            : null;
}
