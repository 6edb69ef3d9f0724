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
        var young = true;
        await using (var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken))
        {
            account = await accounts.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == accountId, cancellationToken);
            if (account is null) return AccountErrors.UserNotFound;
            var since = time.GetUtcNow() - Young;
            if (options.Value.SecurePasswordChange)
                young = await accounts.Sessions.AnyAsync(session => session.Id == sessionId && session.CreatedAt > since, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // Where there is no password, none that is given proves anything.
        if (current is null || account.PasswordHash is null)
        {
            if (!string.IsNullOrEmpty(nonce))
            {
                if (!await RedeemAsync(account, nonce, cancellationToken)) return AccountErrors.ReauthenticationNotValid;
            }
            else if (!young)
            {
                return AccountErrors.ReauthenticationNeeded;
            }
        }

        if (account.PasswordHash is { } present)
        {
            if (current is not null)
            {
                var proved = await check.RunAsync(account.Email ?? "", current, cancellationToken);
                if (!proved.Succeeded) return proved.Error == AccountErrors.InvalidCredentials ? AccountErrors.CurrentPasswordInvalid : proved.Error;
            }

            if (await IsAsync(account, present, chosen, cancellationToken) is not { } same) return AccountErrors.TooManyAttempts(PasswordWork.Patience);
            if (same) return AccountErrors.SamePassword;
        }

        return await passwords.HashAsync(account, chosen, "password");
    }

    private async Task<bool> RedeemAsync(Account account, string nonce, CancellationToken cancellationToken)
    {
        var email = account.Email ?? "";
        OneTimeToken? redeemed = null;
        if (await tokens.MayTryAsync("nonce", email, cancellationToken))
        {
            await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
            redeemed = await tokens.RedeemCodeAsync(email, nonce, [TokenPurposes.Reauthentication], cancellationToken);

            // A failed try stays counted.
            await transaction.CommitAsync(CancellationToken.None);
        }

        if (redeemed?.AccountId == account.Id) return true;
        await trail.GuessFailedAsync("nonce_failed", account.Id, account.Email);
        return false;
    }

    private async Task<bool?> IsAsync(Account account, string hash, string password, CancellationToken cancellationToken) =>
        await work.RunAsync(familiar: true, () => hasher.VerifyHashedPassword(account, hash, password), cancellationToken) is { } verified
            ? verified != PasswordVerificationResult.Failed
            : null;
}
