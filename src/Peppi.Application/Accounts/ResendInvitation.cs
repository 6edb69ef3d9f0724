using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Sends the invitation again; older links of it stop working.</summary>
/// <param name="Id">The person.</param>
public sealed record ResendInvitation(Guid Id) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ResendInvitationHandler(AccountsDbContext accounts, Permissions permissions, AccountMails mails)
    : IHandler<ResendInvitation, Done>
{
    public async Task<Result<Done>> Handle(ResendInvitation command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Resources.Users, PermissionActions.Update, cancellationToken) is { } refusal) return refusal;

        var account = await accounts.Users.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (account is null) return SharedErrors.NotFound("person");
        if (account.PasswordHash is not null) return UserErrors.NotInvited;

        await mails.InviteToAdminAsync(account, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
