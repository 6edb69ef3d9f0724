using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Whose forgotten password a link replaces, to name the account before they choose. The answer is the address.</summary>
/// <param name="Token">The link's token.</param>
public sealed record ShowRecovery(string Token) : IQuery<string>, IManagesOwnTransaction;

/// <summary>Replaces a forgotten password with the link of a mail, once. Every session of the account ends; a second factor stays asked for.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="Password">The password chosen.</param>
public sealed record ResetPassword(string Token, string Password) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator() => RuleFor(command => command.Password).NotEmpty().WithMessage("Choose a password of at least 10 characters.");
}

internal sealed class ShowRecoveryHandler(AccountsDbContext accounts, TimeProvider time) : IHandler<ShowRecovery, string>
{
    public async Task<Result<string>> Handle(ShowRecovery query, CancellationToken cancellationToken)
    {
        var (hash, now) = (Sessions.HashOf(query.Token), time.GetUtcNow());
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var email = await (
            from token in accounts.OneTimeTokens
            join account in accounts.Users on token.AccountId equals account.Id
            where token.Hash == hash && token.Purpose == TokenPurposes.Recovery && token.UsedAt == null && token.ExpiresAt > now
            select account.Email).SingleOrDefaultAsync(cancellationToken);
        return email is null ? UserErrors.RecoverySpent : email;
    }
}

internal sealed class ResetPasswordHandler(
    AccountsDbContext accounts, OneTimeTokens tokens, Passwords passwords, Sessions sessions, AccountMails mails, AuditTrail trail, TimeProvider time)
    : IHandler<ResetPassword, Done>
{
    public async Task<Result<Done>> Handle(ResetPassword command, CancellationToken cancellationToken)
    {
        var password = await passwords.HashAsync(new Account(), command.Password, nameof(command.Password));
        if (!password.Succeeded) return password.Error;

        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var redeemed = await tokens.RedeemLinkAsync(command.Token, [TokenPurposes.Recovery], cancellationToken);
        var account = redeemed is null ? null : await accounts.LockedAsync(redeemed.AccountId, cancellationToken);
        if (account is null || account.BannedUntil > now)
        {
            // What was spent stays spent.
            await transaction.CommitAsync(CancellationToken.None);
            await trail.GuessFailedAsync("link_failed", account?.Id, address: null);
            return UserErrors.RecoverySpent;
        }

        account.PasswordHash = password.Value;
        account.MustChangePassword = false;
        account.SecurityStamp = Guid.NewGuid().ToString("N");

        // Whoever has the mail has the address.
        account.EmailConfirmed = true;
        account.EmailConfirmedAt ??= now;
        account.UpdatedAt = now;
        await sessions.EndAsync(accounts.Sessions.Where(session => session.AccountId == account.Id), SessionEnds.PasswordChanged, cancellationToken);
        await mails.PasswordChangedAsync(account, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
