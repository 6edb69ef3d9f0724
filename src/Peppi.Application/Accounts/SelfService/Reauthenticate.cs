using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Sends the caller the code that proves who changes the password.</summary>
public sealed record Reauthenticate : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ReauthenticateHandler(AccountsDbContext accounts, AccountMails mails, MailLimits limits, CallerContext caller) : IHandler<Reauthenticate, Done>
{
    public async Task<Result<Done>> Handle(Reauthenticate command, CancellationToken cancellationToken)
    {
        if (caller.Current.UserId is not { } id) return AccountErrors.NoAuthorization;
        if (await limits.RefusalAsync(id.ToString(), cancellationToken) is { } refusal) return refusal;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (account?.Email is null) return AccountErrors.UserNotFound;
        if (!account.EmailConfirmed) return AccountErrors.EmailNotConfirmed;

        await mails.ReauthenticateAsync(account, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
