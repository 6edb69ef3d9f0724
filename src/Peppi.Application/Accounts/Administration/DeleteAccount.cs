using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>Deletes an account, for holders of the service key.</summary>
/// <param name="Id">The account.</param>
/// <param name="Soft">Keep the row, without address and password, so that what refers to the person still has a name.</param>
public sealed record DeleteAccount(Guid Id, bool Soft) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class DeleteAccountHandler(AccountsDbContext accounts, Sessions sessions, TimeProvider time) : IHandler<DeleteAccount, Done>
{
    public async Task<Result<Done>> Handle(DeleteAccount command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (account is null) return AccountErrors.NoSuchUser;

        if (command.Soft)
        {
            var nobody = $"deleted-{account.Id:N}@invalid";
            (account.Email, account.UserName, account.NormalizedEmail, account.NormalizedUserName) = (nobody, nobody, EmailText.Normalized(nobody), EmailText.Normalized(nobody));
            (account.PasswordHash, account.PhoneNumber, account.NewEmail, account.EmailConfirmed) = (null, null, null, false);
            (account.UserMetadata, account.AppMetadata) = ("{}", "{}");
            account.DeletedAt = account.UpdatedAt = time.GetUtcNow();
            account.BannedUntil = DateTimeOffset.MaxValue;
            await sessions.EndAsync(sessions.All.Where(session => session.AccountId == account.Id), SessionEnds.AccountDeleted, cancellationToken);
            await accounts.OneTimeTokens.Where(token => token.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken);
            await accounts.SaveChangesAsync(cancellationToken);
            await accounts.People.Where(person => person.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.Active, false), cancellationToken);
        }
        else
        {
            // The account goes with its profile (a trigger); one that lost its profile goes alone.
            await accounts.People.Where(person => person.Id == account.Id).ExecuteDeleteAsync(cancellationToken);
            await accounts.Users.Where(row => row.Id == account.Id).ExecuteDeleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
