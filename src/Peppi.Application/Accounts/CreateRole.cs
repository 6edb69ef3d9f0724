using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Makes a role, empty or with the permissions of another. The answer is its key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="LikeRoleId">The role whose permissions it starts with.</param>
public sealed record CreateRole(string Name, string? Description, int? LikeRoleId) : ICommand<int>;

internal sealed class CreateRoleValidator : AbstractValidator<CreateRole>
{
    public CreateRoleValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithMessage("Enter a name.").MaximumLength(60).WithMessage("Shorten the name to 60 characters.");
        RuleFor(command => command.Description).MaximumLength(300).WithMessage("Shorten the description to 300 characters.");
    }
}

internal sealed class CreateRoleHandler(PeppiDbContext db) : IHandler<CreateRole, int>
{
    public async Task<Result<int>> Handle(CreateRole command, CancellationToken cancellationToken)
    {
        var name = command.Name.Trim();
        if (await RoleNameRules.TakenAsync(db, name, except: null, cancellationToken)) return UserErrors.RoleNameTaken;

        var role = new Role { Name = name, Description = Text.OrNull(command.Description) };
        db.Add(role);
        await db.SaveChangesAsync(cancellationToken);
        if (command.LikeRoleId is { } like)
        {
            var cells = await db.RolePermissions.AsNoTracking().Where(cell => cell.RoleId == like).ToListAsync(cancellationToken);
            db.AddRange(cells.Select(cell => new RolePermission { RoleId = role.Id, Resource = cell.Resource, Action = cell.Action, Scope = cell.Scope }));
        }

        await db.SaveChangesAsync(cancellationToken);
        return role.Id;
    }
}

/// <summary>Two roles never differ by case alone: people could not tell them apart.</summary>
internal static class RoleNameRules
{
    public static async Task<bool> TakenAsync(PeppiDbContext db, string name, int? except, CancellationToken cancellationToken) =>
        (await db.Roles.Where(role => role.Id != except).Select(role => role.Name).ToListAsync(cancellationToken)).Contains(name, StringComparer.OrdinalIgnoreCase);
}
