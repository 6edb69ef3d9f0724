using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>Invites somebody to an app by mail, for holders of the service key; again, where nobody followed the first invitation.</summary>
/// <param name="Email">The address.</param>
/// <param name="UserMetadata">What is known of the person (JSON object).</param>
/// <param name="RedirectTo">Where the link of the mail shall lead.</param>
public sealed record InviteAccount(string Email, string UserMetadata, string? RedirectTo) : ICommand<AccountView>, IManagesOwnTransaction;

internal sealed class InviteAccountHandler(AccountsDbContext accounts, AccountWriter writer, AccountMails mails, Sessions sessions) : IHandler<InviteAccount, AccountView>
{
    public async Task<Result<AccountView>> Handle(InviteAccount command, CancellationToken cancellationToken)
    {
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;
        var normalized = EmailText.Normalized(command.Email);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken);
        if (account is { EmailConfirmed: true }) return AccountErrors.EmailExists;
        if (account is null)
        {
            var metadata = JsonNode.Parse(command.UserMetadata)!.AsObject();
            var person = new NewAccount(command.Email, EmailText.NameIn(metadata), RoleId: null, EmailText.LocaleIn(metadata)) { UserMetadata = command.UserMetadata };
            var made = await writer.CreateAsync(person, cancellationToken);
            if (!made.Succeeded) return made.Error;
            account = made.Value;
        }
        else if (account.PasswordHash is not null)
        {
            // Somebody signed up with this address and never confirmed it: the invitation is for whoever has the mail.
            (account.PasswordHash, account.SecurityStamp) = (null, Guid.NewGuid().ToString("N"));
            await sessions.EndAsync(sessions.All.Where(session => session.AccountId == account.Id), SessionEnds.PasswordChanged, cancellationToken);
            await accounts.SaveChangesAsync(cancellationToken);
        }

        await mails.InviteAsync(account, command.RedirectTo, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AccountView.Of(account);
    }
}
