using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Projects.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>The projects that the caller may see, with their health. Archived ones only where their status is asked for.</summary>
/// <remarks>A group has hundreds of projects at most: all are read once, so that filters, counts and map tell the same story.</remarks>
public sealed record ListProjects : IQuery<ProjectList>
{
    /// <summary>Part of the name, code, region or town.</summary>
    public string? Search { get; init; }

    /// <summary>One of <see cref="ProjectStatuses"/>.</summary>
    public string? Status { get; init; }

    /// <summary>One of <see cref="ProjectPhases"/>.</summary>
    public string? Phase { get; init; }

    /// <summary>A region.</summary>
    public string? Region { get; init; }

    /// <summary>A health.</summary>
    public Health? Health { get; init; }

    /// <summary><c>name</c>, <c>region</c>, <c>phase</c>, <c>status</c>, <c>manager</c>, <c>end</c>, <c>progress</c> or <c>health</c>.</summary>
    public string Sort { get; init; } = "health";

    /// <summary>Last first.</summary>
    public bool Descending { get; init; }
}

/// <summary>A project in a list.</summary>
public sealed record ProjectLine
{
    /// <summary>Key.</summary>
    public required int Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Code.</summary>
    public string? Code { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>Town.</summary>
    public string? Address { get; init; }

    /// <summary>Phase.</summary>
    public string? Phase { get; init; }

    /// <summary>Status.</summary>
    public string? Status { get; init; }

    /// <summary>The manager's name, where the caller may know it.</summary>
    public string? Manager { get; init; }

    /// <summary>Last day as planned.</summary>
    public DateOnly? EndDate { get; init; }

    /// <summary>Last day as expected.</summary>
    public DateOnly? ForecastEndDate { get; init; }

    /// <summary>Progress.</summary>
    public decimal? PercentComplete { get; init; }

    /// <summary>Degrees north.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>Degrees east.</summary>
    public decimal? Longitude { get; init; }

    /// <summary>Alerts not resolved.</summary>
    public int OpenAlerts { get; init; }

    /// <summary>Health; null where the project is closed.</summary>
    public ProjectHealth? Health { get; init; }
}

/// <summary>A list of projects and what it can be narrowed to.</summary>
/// <param name="Lines">Those asked for, in the order asked for.</param>
/// <param name="Total">How many there are before any filter, archived ones left out.</param>
/// <param name="ByHealth">How many of those have each health.</param>
/// <param name="ByStatus">How many there are of each status, archived ones too.</param>
/// <param name="Regions">Every region in use.</param>
public sealed record ProjectList(
    IReadOnlyList<ProjectLine> Lines,
    int Total,
    IReadOnlyDictionary<Health, int> ByHealth,
    IReadOnlyDictionary<string, int> ByStatus,
    IReadOnlyList<string> Regions);

internal sealed class ListProjectsHandler(PeppiDbContext db, HealthFigures healths, TimeProvider time) : IHandler<ListProjects, ProjectList>
{
    public async Task<Result<ProjectList>> Handle(ListProjects query, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(cancellationToken);
        var living = all.Where(line => line.Status != ProjectStatuses.Archived).ToList();
        var chosen = (query.Status is null ? living : all.Where(line => line.Status == query.Status))
            .Where(line => query.Phase is null || line.Phase == query.Phase)
            .Where(line => query.Region is null || line.Region == query.Region)
            .Where(line => query.Health is null || line.Health?.Level == query.Health)
            .Where(line => query.Search is not { Length: > 0 } text || Mentions(line, text));

        return new ProjectList(
            [.. Sorted(chosen, query.Sort, query.Descending)],
            living.Count,
            living.Where(line => line.Health is not null).CountBy(line => line.Health!.Level).ToDictionary(),
            all.Where(line => line.Status is not null).CountBy(line => line.Status!).ToDictionary(),
            [.. all.Select(line => line.Region).OfType<string>().Distinct().Order(StringComparer.CurrentCultureIgnoreCase)]);
    }

    private async Task<List<ProjectLine>> ReadAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var alerts = (await db.Alerts.Where(alert => alert.ProjectId != null && alert.Status != AlertStatuses.Resolved)
            .Select(alert => new { alert.ProjectId, alert.Priority }).ToListAsync(cancellationToken)).ToLookup(alert => alert.ProjectId!.Value, alert => alert.Priority);
        var rows = await (
            from project in db.Projects.AsNoTracking()
            join person in db.Set<KnownPerson>() on project.ManagerId equals (Guid?)person.Id into managers
            from manager in managers.DefaultIfEmpty()
            select new { Project = project, Manager = (string?)manager.DisplayName }).ToListAsync(cancellationToken);

        var health = await healths.OfAsync([.. rows.Select(row => row.Project)], today, cancellationToken);
        return [.. rows.Select(row => new ProjectLine
        {
            Id = row.Project.Id,
            Name = row.Project.Name,
            Code = row.Project.Code,
            Region = row.Project.Region,
            Address = row.Project.Address,
            Phase = row.Project.Phase,
            Status = row.Project.Status,
            Manager = row.Manager,
            EndDate = row.Project.EndDate,
            ForecastEndDate = row.Project.ForecastEndDate,
            PercentComplete = row.Project.PercentComplete,
            Latitude = row.Project.Latitude,
            Longitude = row.Project.Longitude,
            OpenAlerts = alerts[row.Project.Id].Count(),
            Health = health[row.Project.Id],
        })];
    }

    private static bool Mentions(ProjectLine line, string text) =>
        new[] { line.Name, line.Code, line.Region, line.Address, line.Manager }.Any(field => field is not null && Text.Contains(field, text));

    private static IEnumerable<ProjectLine> Sorted(IEnumerable<ProjectLine> lines, string sort, bool descending)
    {
        var names = StringComparer.CurrentCultureIgnoreCase;
        IOrderedEnumerable<ProjectLine> By<TKey>(Func<ProjectLine, TKey> key, IComparer<TKey>? comparer = null) =>
            descending ? lines.OrderByDescending(key, comparer) : lines.OrderBy(key, comparer);

        var ordered = sort switch
        {
            "name" => By(line => line.Name, names!),
            "region" => By(line => line.Region, names!),
            "phase" => By(line => ProjectPhases.All.ToList().IndexOf(line.Phase ?? "")),
            "status" => By(line => ProjectStatuses.All.ToList().IndexOf(line.Status ?? "")),
            "manager" => By(line => line.Manager, names!),
            "end" => By(line => line.ForecastEndDate ?? line.EndDate ?? DateOnly.MaxValue),
            "progress" => By(line => line.PercentComplete ?? -1),
            // The worst first: what needs somebody stands on top.
            _ => By(line => line.Health is null ? 1 : -(int)line.Health.Level),
        };
        return ordered.ThenBy(line => line.Name, names);
    }
}
