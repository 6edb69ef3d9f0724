using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>One project with its people and its open alerts.</summary>
/// <param name="Id">The project.</param>
public sealed record ShowProject(int Id) : IQuery<ProjectDetails>;

/// <summary>A project as its page shows it.</summary>
public sealed record ProjectDetails
{
    /// <summary>Key.</summary>
    public required int Id { get; init; }

    /// <summary>Its fields.</summary>
    public required ProjectFields Fields { get; init; }

    /// <summary>The manager's name, where the caller may know it.</summary>
    public string? Manager { get; init; }

    /// <summary>Health; null where the project is closed.</summary>
    public ProjectHealth? Health { get; init; }

    /// <summary>Who works on it.</summary>
    public required IReadOnlyList<MemberLine> Members { get; init; }

    /// <summary>Its alerts that are not resolved, the newest first.</summary>
    public required IReadOnlyList<AlertLine> Alerts { get; init; }

    /// <summary>When it was last changed; a change must name it, so that none is overwritten unseen.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Somebody who works on a project.</summary>
/// <param name="Id">Key of the membership.</param>
/// <param name="UserId">The person.</param>
/// <param name="Name">The name, where the caller may know it.</param>
/// <param name="Function">What the person does there.</param>
public sealed record MemberLine(int Id, Guid UserId, string? Name, string? Function);

/// <summary>An alert in a list.</summary>
/// <param name="Id">Key.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Priority">One of <see cref="AlertPriorities"/>.</param>
/// <param name="Message">What it says.</param>
/// <param name="CreatedAt">When it was raised.</param>
public sealed record AlertLine(int Id, int? ProjectId, string Priority, string? Message, DateTimeOffset CreatedAt);

internal sealed class ShowProjectHandler(PeppiDbContext db, TimeProvider time) : IHandler<ShowProject, ProjectDetails>
{
    public async Task<Result<ProjectDetails>> Handle(ShowProject query, CancellationToken cancellationToken)
    {
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, cancellationToken);
        if (project is null) return SharedErrors.NotFound("project");

        var manager = await db.Set<KnownPerson>().Where(person => person.Id == project.ManagerId).Select(person => person.DisplayName).SingleOrDefaultAsync(cancellationToken);
        var members = await (
            from member in db.ProjectMembers
            where member.ProjectId == project.Id
            join person in db.Set<KnownPerson>() on member.UserId equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby person.DisplayName
            select new MemberLine(member.Id, member.UserId, person.DisplayName, member.Function)).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.Where(alert => alert.ProjectId == project.Id && alert.Status != AlertStatuses.Resolved)
            .OrderByDescending(alert => alert.CreatedAt)
            .Select(alert => new AlertLine(alert.Id, alert.ProjectId, alert.Priority, alert.Message, alert.CreatedAt))
            .Take(20).ToListAsync(cancellationToken);

        return new ProjectDetails
        {
            Id = project.Id,
            Fields = ProjectRows.FieldsOf(project),
            Manager = manager,
            Health = ProjectHealth.Of(project, [.. alerts.Select(alert => alert.Priority)], DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            Members = members,
            Alerts = alerts,
            UpdatedAt = project.UpdatedAt,
        };
    }
}
