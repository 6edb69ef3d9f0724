using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// What the matrix gives the caller, for work over the accounts' login, which row-level security does not bind. Read each time:
/// a changed role holds at once.
/// </summary>
internal sealed class Permissions(AccountsDbContext accounts, CallerContext caller)
{
    /// <summary>The refusal where the caller may not do <paramref name="action"/> with every row of <paramref name="resource"/>, else null.</summary>
    public async Task<Error?> RefuseUnlessForAllAsync(string resource, string action, CancellationToken cancellationToken)
    {
        // The command line and Peppi's own work: whoever runs them holds the master key.
        if (caller.Current.Role == DatabaseRole.Jobs) return null;

        var userId = caller.Current.UserId;
        if (userId is null) return AccountErrors.NoAuthorization;

        var proved = caller.Current.Aal == "aal2";
        var allowed = await (
            from person in accounts.People
            join role in accounts.Roles on person.RoleId equals (int?)role.Id
            join permission in accounts.RolePermissions on role.Id equals permission.RoleId
            where person.Id == userId && person.Active && (!role.RequiresAal2 || proved)
                && permission.Resource == resource && permission.Action == action && permission.Scope == PermissionScopes.All
            select permission.RoleId).AnyAsync(cancellationToken);
        return allowed ? null : SharedErrors.Forbidden($"It needs the permission {resource}.{action} for all.");
    }
}
