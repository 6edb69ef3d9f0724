using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Changes what is known of a project.</summary>
/// <param name="Id">The project.</param>
/// <param name="SeenAt">Its <c>UpdatedAt</c> when it was shown to whoever changes it.</param>
/// <param name="Fields">All its fields as they shall be.</param>
public sealed record ChangeProject(int Id, DateTimeOffset SeenAt, ProjectFields Fields) : ICommand<Done>;

internal sealed class ChangeProjectValidator : AbstractValidator<ChangeProject>
{
    public ChangeProjectValidator() => RuleFor(command => command.Fields).SetValidator(new ProjectFieldsValidator()).OverridePropertyName("");
}

internal sealed class ChangeProjectHandler(PeppiDbContext db) : IHandler<ChangeProject, Done>
{
    public async Task<Result<Done>> Handle(ChangeProject command, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (project is null) return SharedErrors.NotFound("project");
        if (project.UpdatedAt != command.SeenAt) return ProjectErrors.ChangedMeanwhile;

        ProjectRows.Fill(project, command.Fields);
        if (project.Code is not null && await db.Projects.AnyAsync(other => other.Code == project.Code && other.Id != project.Id, cancellationToken))
            return ProjectErrors.CodeTaken;

        return await db.SaveVisibleAsync(cancellationToken);
    }
}
