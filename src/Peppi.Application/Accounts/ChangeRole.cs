using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Renames a role or says better what it is for. Those that Peppi comes with keep their names.</summary>
/// <param name="Id">The role.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
public sealed record ChangeRole(int Id, string Name, string? Description) : ICommand<Done>;

internal sealed class ChangeRoleValidator : AbstractValidator<ChangeRole>
{
    public ChangeRoleValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithMessage("Enter a name.").MaximumLength(60).WithMessage("Shorten the name to 60 characters.");
        RuleFor(command => command.Description).MaximumLength(300).WithMessage("Shorten the description to 300 characters.");
    }
}

internal sealed class ChangeRoleHandler(PeppiDbContext db) : IHandler<ChangeRole, Done>
{
    public async Task<Result<Done>> Handle(ChangeRole command, CancellationToken cancellationToken)
    {
        var role = await db.Roles.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (role is null) return SharedErrors.NotFound("role");
        var name = command.Name.Trim();
        if (await RoleNameRules.TakenAsync(db, name, role.Id, cancellationToken)) return UserErrors.RoleNameTaken;

        role.Name = name;
        role.Description = Text.OrNull(command.Description);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
