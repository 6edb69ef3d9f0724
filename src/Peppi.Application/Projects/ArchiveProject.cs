using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>Takes a project out of the lists and keeps it for the record. The answer is the status it had.</summary>
/// <param name="Id">The project.</param>
public sealed record ArchiveProject(int Id) : ICommand<ArchivedProject>;

/// <summary>A project that was archived.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FormerStatus">The status to bring it back to.</param>
public sealed record ArchivedProject(string Name, string FormerStatus);

internal sealed class ArchiveProjectHandler(PeppiDbContext db) : IHandler<ArchiveProject, ArchivedProject>
{
    public async Task<Result<ArchivedProject>> Handle(ArchiveProject command, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (project is null) return SharedErrors.NotFound("project");
        if (project.Status == ProjectStatuses.Archived) return new ArchivedProject(project.Name, ProjectStatuses.OnHold);

        var former = project.Status ?? ProjectStatuses.Planned;
        project.Status = ProjectStatuses.Archived;
        var saved = await db.SaveVisibleAsync(cancellationToken);
        return saved.Succeeded ? new ArchivedProject(project.Name, former) : saved.Error;
    }
}
