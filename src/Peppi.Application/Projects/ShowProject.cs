using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Projects.Contracts;
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

    /// <summary>The days that it is measured by, in order.</summary>
    public required IReadOnlyList<MilestoneLine> Milestones { get; init; }

    /// <summary>What was last seen of its progress, the newest first.</summary>
    public required IReadOnlyList<ProgressLine> Progress { get; init; }

    /// <summary>When it was last changed; a change must name it, so that none is overwritten unseen.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A milestone as its project's page shows it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">What is reached.</param>
/// <param name="Phase">One of <see cref="ProjectPhases"/>.</param>
/// <param name="Baseline">The day as planned at first.</param>
/// <param name="Forecast">The day as expected now.</param>
/// <param name="Actual">The day on which it was reached.</param>
/// <param name="IsCritical">The end of the project waits for it.</param>
public sealed record MilestoneLine(int Id, string Name, string? Phase, DateOnly? Baseline, DateOnly? Forecast, DateOnly? Actual, bool IsCritical)
{
    /// <summary>Days between the baseline and the day that counts now.</summary>
    public int? SlippageDays => Slippage.Days(Baseline, Actual ?? Forecast);
}

/// <summary>An entry of progress as its project's page shows it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Phase">One of <see cref="ProjectPhases"/>; null for the whole project.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="RecordedOn">The day.</param>
/// <param name="Author">Who says so, where the caller may know it.</param>
/// <param name="Notes">What was seen.</param>
public sealed record ProgressLine(int Id, string? Phase, decimal Percent, DateOnly RecordedOn, string? Author, string? Notes);

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
public sealed record AlertLine(int Id, int? ProjectId, string Priority, string? Message, DateTimeOffset CreatedAt)
{
    /// <summary>What happened, in English, where Peppi raised it.</summary>
    public string? English { get; init; }
}

internal sealed class ShowProjectHandler(PeppiDbContext db, HealthFigures healths, TimeProvider time) : IHandler<ShowProject, ProjectDetails>
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
            .Select(alert => new AlertLine(alert.Id, alert.ProjectId, alert.Priority, alert.Message, alert.CreatedAt) { English = alert.MessageEn })
            .Take(20).ToListAsync(cancellationToken);

        return new ProjectDetails
        {
            Id = project.Id,
            Fields = ProjectRows.FieldsOf(project),
            Manager = manager,
            Health = (await healths.OfAsync([project], DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken))[project.Id],
            Milestones = await db.ProjectMilestones.AsNoTracking().Where(row => row.ProjectId == project.Id)
                .OrderBy(row => row.BaselineDate ?? row.ForecastDate).ThenBy(row => row.Id)
                .Select(row => new MilestoneLine(row.Id, row.Name, row.Phase, row.BaselineDate, row.ForecastDate, row.ActualDate, row.IsCritical)).ToListAsync(cancellationToken),
            Progress = await (
                from entry in db.ProjectProgress
                where entry.ProjectId == project.Id
                join person in db.Set<KnownPerson>() on entry.AuthorId equals (Guid?)person.Id into people
                from person in people.DefaultIfEmpty()
                orderby entry.RecordedOn descending, entry.Id descending
                select new ProgressLine(entry.Id, entry.Phase, entry.PercentComplete, entry.RecordedOn, person.DisplayName, entry.Notes)).Take(6).ToListAsync(cancellationToken),
            Members = members,
            Alerts = alerts,
            UpdatedAt = project.UpdatedAt,
        };
    }
}
