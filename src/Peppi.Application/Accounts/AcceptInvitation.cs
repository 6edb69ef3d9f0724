using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Whose invitation a link is, to greet them before they choose. The answer is the address.</summary>
/// <param name="Token">The link's token.</param>
public sealed record ShowInvitation(string Token) : IQuery<string>, IManagesOwnTransaction;

/// <summary>Chooses the first password with the link of an invitation. The answer is the address to sign in with.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="Password">The password chosen.</param>
public sealed record AcceptInvitation(string Token, string Password) : ICommand<string>, IManagesOwnTransaction;

internal sealed class ShowInvitationHandler(AccountsDbContext accounts, TimeProvider time) : IHandler<ShowInvitation, string>
{
    public async Task<Result<string>> Handle(ShowInvitation query, CancellationToken cancellationToken)
    {
        var hash = Sessions.HashOf(query.Token);
        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var email = await (
            from token in accounts.OneTimeTokens
            join account in accounts.Users on token.AccountId equals account.Id
            where token.Hash == hash && token.Purpose == TokenPurposes.Invite && token.UsedAt == null && token.ExpiresAt > now
            select account.Email).SingleOrDefaultAsync(cancellationToken);
        return email is null ? UserErrors.InvitationSpent : email;
    }
}

internal sealed class AcceptInvitationHandler(AccountsDbContext accounts, OneTimeTokens tokens, Passwords passwords, AuditTrail trail, TimeProvider time) : IHandler<AcceptInvitation, string>
{
    public async Task<Result<string>> Handle(AcceptInvitation command, CancellationToken cancellationToken)
    {
        var password = await passwords.HashAsync(new Account(), command.Password, nameof(command.Password));
        if (!password.Succeeded) return password.Error;

        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await tokens.RedeemLinkAsync(command.Token, [TokenPurposes.Invite], cancellationToken) is not { } redeemed)
        {
            await transaction.RollbackAsync(cancellationToken);
            await trail.GuessFailedAsync("link_failed", account: null, address: null);
            return UserErrors.InvitationSpent;
        }

        var account = await accounts.Users.SingleAsync(row => row.Id == redeemed.AccountId, cancellationToken);
        if (account.PasswordHash is not null)
        {
            await transaction.CommitAsync(cancellationToken);
            await trail.GuessFailedAsync("link_failed", account.Id, address: null);
            return UserErrors.InvitationSpent;
        }

        account.PasswordHash = password.Value;
        account.EmailConfirmed = true;
        account.EmailConfirmedAt ??= now;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.UpdatedAt = now;
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account.Email ?? "";
    }
}
