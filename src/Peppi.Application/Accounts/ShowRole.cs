using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>One role with its cells of the matrix and the people who have it.</summary>
/// <param name="Id">The role.</param>
public sealed record ShowRole(int Id) : IQuery<RoleDetails>;

/// <summary>A role as its page shows it.</summary>
public sealed record RoleDetails
{
    /// <summary>The role.</summary>
    public required int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>One of those that Peppi comes with.</summary>
    public required bool BuiltIn { get; init; }

    /// <summary>Its people are let at data only with a second factor.</summary>
    public required bool RequiresSecondFactor { get; init; }

    /// <summary>Resource and action to scope; what is not there is not allowed.</summary>
    public required IReadOnlyDictionary<(string Resource, string Action), string> Cells { get; init; }

    /// <summary>The active people who have it, of those whom the caller may see.</summary>
    public required IReadOnlyList<string> People { get; init; }
}

internal sealed class ShowRoleHandler(PeppiDbContext db) : IHandler<ShowRole, RoleDetails>
{
    public async Task<Result<RoleDetails>> Handle(ShowRole query, CancellationToken cancellationToken)
    {
        var role = await db.Roles.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, cancellationToken);
        if (role is null) return SharedErrors.NotFound("role");

        return new RoleDetails
        {
            Id = role.Id,
            Name = role.Name,
            Description = role.Description,
            BuiltIn = role.BuiltIn,
            RequiresSecondFactor = role.RequiresAal2,
            Cells = await db.RolePermissions.Where(cell => cell.RoleId == role.Id)
                .ToDictionaryAsync(cell => (cell.Resource, cell.Action), cell => cell.Scope, cancellationToken),
            People = await db.People.Where(person => person.RoleId == role.Id && person.Active)
                .Select(person => person.DisplayName ?? person.Email).OrderBy(name => name).ToListAsync(cancellationToken),
        };
    }
}
