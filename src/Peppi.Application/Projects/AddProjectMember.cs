using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Makes a person a member of a project, who may then see it. The answer is the key of the membership.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="UserId">The person.</param>
/// <param name="Function">What the person does there.</param>
public sealed record AddProjectMember(int ProjectId, Guid? UserId, string? Function) : ICommand<int>;

internal sealed class AddProjectMemberValidator : AbstractValidator<AddProjectMember>
{
    public AddProjectMemberValidator()
    {
        RuleFor(command => command.UserId).NotNull().WithMessage("Choose a person.");
        RuleFor(command => command.Function).MaximumLength(80).WithMessage("Shorten the function to 80 characters.");
    }
}

internal sealed class AddProjectMemberHandler(PeppiDbContext db) : IHandler<AddProjectMember, int>
{
    public async Task<Result<int>> Handle(AddProjectMember command, CancellationToken cancellationToken)
    {
        if (!await db.Projects.AnyAsync(project => project.Id == command.ProjectId, cancellationToken)) return SharedErrors.NotFound("project");
        if (await db.ProjectMembers.AnyAsync(member => member.ProjectId == command.ProjectId && member.UserId == command.UserId, cancellationToken))
            return ProjectErrors.AlreadyMember;

        var added = new ProjectMember { ProjectId = command.ProjectId, UserId = command.UserId!.Value, Function = Text.OrNull(command.Function) };
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return added.Id;
    }
}
