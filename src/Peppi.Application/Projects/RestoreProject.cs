using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Brings an archived project back. The answer is its name.</summary>
/// <param name="Id">The project.</param>
/// <param name="Status">The status it shall have.</param>
public sealed record RestoreProject(int Id, string Status) : ICommand<string>;

internal sealed class RestoreProjectValidator : AbstractValidator<RestoreProject>
{
    public RestoreProjectValidator() => RuleFor(command => command.Status)
        .Must(status => status != ProjectStatuses.Archived && ProjectStatuses.All.Contains(status)).WithMessage("Choose a status from the list.");
}

internal sealed class RestoreProjectHandler(PeppiDbContext db) : IHandler<RestoreProject, string>
{
    public async Task<Result<string>> Handle(RestoreProject command, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (project is null) return SharedErrors.NotFound("project");

        project.Status = command.Status;
        var saved = await db.SaveVisibleAsync(cancellationToken);
        return saved.Succeeded ? project.Name : saved.Error;
    }
}
