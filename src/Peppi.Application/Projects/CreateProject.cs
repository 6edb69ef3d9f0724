using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Opens a project. The answer is its key.</summary>
/// <param name="Fields">What was filled in.</param>
public sealed record CreateProject(ProjectFields Fields) : ICommand<int>;

internal sealed class CreateProjectValidator : AbstractValidator<CreateProject>
{
    public CreateProjectValidator() => RuleFor(command => command.Fields).SetValidator(new ProjectFieldsValidator()).OverridePropertyName("");
}

internal sealed class CreateProjectHandler(PeppiDbContext db) : IHandler<CreateProject, int>
{
    public async Task<Result<int>> Handle(CreateProject command, CancellationToken cancellationToken)
    {
        var project = new Project { Name = command.Fields.Name };
        ProjectRows.Fill(project, command.Fields);
        project.Status ??= ProjectStatuses.Planned;
        project.Phase ??= ProjectPhases.Study;
        if (project.Code is not null && await db.Projects.AnyAsync(other => other.Code == project.Code, cancellationToken)) return ProjectErrors.CodeTaken;

        db.Add(project);
        await db.SaveChangesAsync(cancellationToken);
        return project.Id;
    }
}
