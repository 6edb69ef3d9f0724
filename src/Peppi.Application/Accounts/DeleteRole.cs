using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Removes a role that nobody has. The answer is its name.</summary>
/// <param name="Id">The role.</param>
public sealed record DeleteRole(int Id) : ICommand<string>;

internal sealed class DeleteRoleHandler(PeppiDbContext db) : IHandler<DeleteRole, string>
{
    public async Task<Result<string>> Handle(DeleteRole command, CancellationToken cancellationToken)
    {
        var role = await db.Roles.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (role is null) return SharedErrors.NotFound("role");

        // Whom row-level security hides from the caller, the foreign key still counts.
        if (await db.People.AnyAsync(person => person.RoleId == role.Id, cancellationToken)) return UserErrors.RoleInUse;
        db.Remove(role);
        var saved = await db.SaveVisibleAsync(cancellationToken);
        return saved.Succeeded ? role.Name : saved.Error;
    }
}
