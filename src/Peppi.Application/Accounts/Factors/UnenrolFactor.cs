using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>Removes a factor of the caller; one that protects the account only from a session that proved one.</summary>
/// <param name="FactorId">The factor.</param>
public sealed record UnenrolFactor(Guid FactorId) : ICommand<Guid>, IManagesOwnTransaction;

internal sealed class UnenrolFactorHandler(AccountsDbContext accounts, FactorDesk desk) : IHandler<UnenrolFactor, Guid>
{
    public async Task<Result<Guid>> Handle(UnenrolFactor command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var own = await desk.OwnAsync(cancellationToken);
        if (!own.Succeeded) return own.Error;
        var (account, session) = own.Value;
        var factor = await accounts.Factors.SingleOrDefaultAsync(row => row.Id == command.FactorId && row.AccountId == account.Id, cancellationToken);
        if (factor is null) return FactorErrors.NotFound;
        if (factor.Status == "verified" && session.Aal != "aal2") return FactorErrors.InsufficientAalToUnenrol;

        accounts.Remove(factor);
        await accounts.SaveChangesAsync(cancellationToken);
        await desk.LowerAsync(account.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return factor.Id;
    }
}
