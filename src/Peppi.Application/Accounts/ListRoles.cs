using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>The roles that the caller may see, in a few figures.</summary>
public sealed record ListRoles : IQuery<IReadOnlyList<RoleLine>>;

/// <summary>A role in a list.</summary>
/// <param name="Id">The role.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="BuiltIn">One of those that Peppi comes with.</param>
/// <param name="People">How many people have it, of those whom the caller may see.</param>
/// <param name="Permissions">How many cells of the matrix are not empty.</param>
/// <param name="ForAll">How many of them hold for every row.</param>
public sealed record RoleLine(int Id, string Name, string? Description, bool BuiltIn, int People, int Permissions, int ForAll);

internal sealed class ListRolesHandler(PeppiDbContext db) : IHandler<ListRoles, IReadOnlyList<RoleLine>>
{
    public async Task<Result<IReadOnlyList<RoleLine>>> Handle(ListRoles query, CancellationToken cancellationToken) =>
        await db.Roles.OrderByDescending(role => role.BuiltIn).ThenBy(role => role.Id).Select(role => new RoleLine(
            role.Id, role.Name, role.Description, role.BuiltIn,
            db.People.Count(person => person.RoleId == role.Id && person.Active),
            db.RolePermissions.Count(cell => cell.RoleId == role.Id),
            db.RolePermissions.Count(cell => cell.RoleId == role.Id && cell.Scope == Domain.Accounts.PermissionScopes.All)))
            .ToArrayAsync(cancellationToken);
}
