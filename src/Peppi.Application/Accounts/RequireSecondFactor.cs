using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Lets a role at data only with a second factor, or with a password alone again. It holds from the next statement. The answer is the role's name.</summary>
/// <param name="RoleId">The role.</param>
/// <param name="Required">Whether it is demanded.</param>
public sealed record RequireSecondFactor(int RoleId, bool Required) : ICommand<string>;

/// <summary>How many active people of a role have no second factor yet.</summary>
/// <param name="RoleId">The role.</param>
public sealed record CountWithoutSecondFactor(int RoleId) : IQuery<int>, IManagesOwnTransaction;

internal sealed class RequireSecondFactorHandler(PeppiDbContext db) : IHandler<RequireSecondFactor, string>
{
    public async Task<Result<string>> Handle(RequireSecondFactor command, CancellationToken cancellationToken)
    {
        var role = await db.Roles.SingleOrDefaultAsync(row => row.Id == command.RoleId, cancellationToken);
        if (role is null) return SharedErrors.NotFound("role");
        role.RequiresAal2 = command.Required;
        var saved = await db.SaveVisibleAsync(cancellationToken);
        return saved.Succeeded ? role.Name : saved.Error;
    }
}

internal sealed class CountWithoutSecondFactorHandler(AccountsDbContext accounts, Permissions permissions) : IHandler<CountWithoutSecondFactor, int>
{
    public async Task<Result<int>> Handle(CountWithoutSecondFactor query, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        if (await permissions.RefuseUnlessForAllAsync(Domain.Accounts.Resources.Roles, Domain.Accounts.PermissionActions.Update, cancellationToken) is { } refusal) return refusal;
        return await accounts.People.CountAsync(
            person => person.RoleId == query.RoleId && person.Active
                && !accounts.Factors.Any(factor => factor.AccountId == person.Id && factor.Status == "verified"),
            cancellationToken);
    }
}
