using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>Somebody's factors, for themself, a server, or whoever may read everybody.</summary>
/// <param name="UserId">The person.</param>
public sealed record ListFactors(Guid UserId) : IQuery<IReadOnlyList<FactorView>>, IManagesOwnTransaction;

/// <summary>Removes a factor of somebody else, e.g. because the telephone is lost. All of the person's sessions end.</summary>
/// <param name="UserId">The person.</param>
/// <param name="FactorId">The factor; null for all.</param>
public sealed record DeleteFactor(Guid UserId, Guid? FactorId) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ListFactorsHandler(AccountsDbContext accounts, FactorRights rights, CallerContext caller) : IHandler<ListFactors, IReadOnlyList<FactorView>>
{
    public async Task<Result<IReadOnlyList<FactorView>>> Handle(ListFactors query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (query.UserId != caller.Current.UserId && await rights.RefuseAsync(PermissionActions.Select, cancellationToken) is { } refusal) return refusal;
        if (!await accounts.Users.AnyAsync(account => account.Id == query.UserId, cancellationToken)) return FactorRights.NoSuchUser;
        return await accounts.Factors.AsNoTracking().Where(factor => factor.AccountId == query.UserId).OrderBy(factor => factor.CreatedAt)
            .Select(factor => FactorView.Of(factor)).ToArrayAsync(cancellationToken);
    }
}

internal sealed class DeleteFactorHandler(AccountsDbContext accounts, FactorRights rights, FactorDesk desk, Tokens.Sessions sessions) : IHandler<DeleteFactor, Done>
{
    public async Task<Result<Done>> Handle(DeleteFactor command, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await rights.RefuseAsync(PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        if (!await accounts.Users.AnyAsync(account => account.Id == command.UserId, cancellationToken)) return FactorRights.NoSuchUser;
        var found = await accounts.Factors.Where(factor => factor.AccountId == command.UserId && (command.FactorId == null || factor.Id == command.FactorId)).ToListAsync(cancellationToken);
        if (found.Count == 0) return FactorErrors.NotFound;

        var verified = found.Any(factor => factor.Status == "verified");
        accounts.RemoveRange(found);
        await accounts.SaveChangesAsync(cancellationToken);
        await desk.LowerAsync(command.UserId, cancellationToken);

        // Whoever has the lost telephone may have more than its codes.
        if (verified) await sessions.EndAsync(accounts.Sessions.Where(session => session.AccountId == command.UserId), Tokens.SessionEnds.EndedByAdmin, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}

/// <summary>Who may look at and remove the factors of others: servers, and people who may do so with everybody.</summary>
internal sealed class FactorRights(Permissions permissions, CallerContext caller)
{
    public static readonly Error NoSuchUser = new(ErrorKind.NotFound, "user_not_found", "User not found");

    public async Task<Error?> RefuseAsync(string action, CancellationToken cancellationToken) =>
        caller.Current.Role == DatabaseRole.Service ? null : await permissions.RefuseUnlessForAllAsync(Resources.Users, action, cancellationToken);
}
