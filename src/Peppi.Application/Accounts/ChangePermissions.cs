using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Sets a role's cells of the permission matrix. It holds from the next statement of each person concerned.</summary>
/// <param name="RoleId">The role.</param>
/// <param name="Cells">Resource and action to scope, every cell; what is not there is not allowed.</param>
public sealed record ChangePermissions(int RoleId, IReadOnlyDictionary<(string Resource, string Action), string> Cells) : ICommand<ChangedPermissions>;

/// <summary>What a change of the matrix did.</summary>
/// <param name="RoleName">The role.</param>
/// <param name="Given">Cells that allow more than before.</param>
/// <param name="Taken">Cells that allow less than before.</param>
/// <param name="People">How many active people have the role, of those whom the caller may see.</param>
public sealed record ChangedPermissions(string RoleName, int Given, int Taken, int People);

internal sealed class ChangePermissionsValidator : AbstractValidator<ChangePermissions>
{
    public ChangePermissionsValidator()
    {
        RuleForEach(command => command.Cells.Keys).Must(cell => Resources.All.Contains(cell.Resource) && PermissionActions.All.Contains(cell.Action))
            .WithMessage("There is no such permission.");
        RuleForEach(command => command.Cells.Values).Must(scope => scope is PermissionScopes.All or PermissionScopes.Own)
            .WithMessage("There is no such permission.");
    }
}

internal sealed class ChangePermissionsHandler(PeppiDbContext db) : IHandler<ChangePermissions, ChangedPermissions>
{
    public async Task<Result<ChangedPermissions>> Handle(ChangePermissions command, CancellationToken cancellationToken)
    {
        var role = await db.Roles.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.RoleId, cancellationToken);
        if (role is null) return SharedErrors.NotFound("role");

        var (given, taken) = (0, 0);
        var present = await db.RolePermissions.Where(cell => cell.RoleId == role.Id).ToDictionaryAsync(cell => (cell.Resource, cell.Action), cancellationToken);
        foreach (var (key, scope) in command.Cells)
        {
            if (!present.TryGetValue(key, out var cell))
            {
                db.Add(new RolePermission { RoleId = role.Id, Resource = key.Resource, Action = key.Action, Scope = scope });
                given++;
            }
            else if (cell.Scope != scope)
            {
                cell.Scope = scope;
                if (scope == PermissionScopes.All) given++;
                else taken++;
            }
        }

        foreach (var (key, cell) in present.Where(pair => !command.Cells.ContainsKey(pair.Key)))
        {
            db.Remove(cell);
            taken++;
        }

        var saved = await db.SaveVisibleAsync(cancellationToken);
        if (!saved.Succeeded) return saved.Error;
        var people = await db.People.CountAsync(person => person.RoleId == role.Id && person.Active, cancellationToken);
        return new ChangedPermissions(role.Name, given, taken, people);
    }
}
