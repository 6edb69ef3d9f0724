using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>Alerts that the caller may see, the most pressing and then the newest first.</summary>
public sealed record ListAlerts : IQuery<AlertPage>
{
    /// <summary>How many a page holds.</summary>
    public const int PageSize = 50;

    /// <summary>One of <see cref="AlertStatuses"/>; null for all that are not resolved.</summary>
    public string? Status { get; init; }

    /// <summary>One of <see cref="AlertPriorities"/>.</summary>
    public string? Priority { get; init; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; init; }

    /// <summary>Those assigned to the caller alone.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>A page of alerts.</summary>
/// <param name="Lines">The alerts.</param>
/// <param name="Found">How many the filters found.</param>
/// <param name="Open">How many are not resolved, without any filter.</param>
/// <param name="Critical">How many of those are critical.</param>
/// <param name="Projects">The projects to choose from.</param>
public sealed record AlertPage(IReadOnlyList<AlertRow> Lines, int Found, int Open, int Critical, IReadOnlyList<AlertProject> Projects);

/// <summary>A project by name.</summary>
/// <param name="Id">The project.</param>
/// <param name="Name">Its name.</param>
public sealed record AlertProject(int Id, string Name);

/// <summary>An alert as a list shows it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Type">What sort of thing.</param>
/// <param name="Priority">How much it presses.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="French">What happened.</param>
/// <param name="English">In English, where it is known.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="AssignedTo">Who is to deal with it.</param>
/// <param name="CreatedAt">When it was raised.</param>
/// <param name="SnoozedUntil">Quiet until then.</param>
public sealed record AlertRow(
    int Id, string? Type, string Priority, string Status, string? French, string? English, int? ProjectId, string? ProjectName, string? AssignedTo, DateTimeOffset CreatedAt, DateTimeOffset? SnoozedUntil);

internal sealed class ListAlertsHandler(PeppiDbContext db) : IHandler<ListAlerts, AlertPage>
{
    public async Task<Result<AlertPage>> Handle(ListAlerts query, CancellationToken cancellationToken)
    {
        var open = db.Alerts.Where(row => row.Status != AlertStatuses.Resolved);
        var found = query.Status is { } status ? db.Alerts.Where(row => row.Status == status) : open;
        if (query.Priority is { } priority) found = found.Where(row => row.Priority == priority);
        if (query.ProjectId is { } project) found = found.Where(row => row.ProjectId == project);
        if (query.AssignedTo is { } person) found = found.Where(row => row.AssignedTo == person);

        var names = await AlertNames.PeopleAsync(db, cancellationToken);
        var lines = await found
            .OrderBy(row => row.Priority == AlertPriorities.Critical ? 0 : row.Priority == AlertPriorities.High ? 1 : row.Priority == AlertPriorities.Warning ? 2 : 3)
            .ThenByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Skip((Math.Max(1, query.Page) - 1) * ListAlerts.PageSize).Take(ListAlerts.PageSize)
            .Select(row => new
            {
                row,
                Project = db.Projects.Where(one => one.Id == row.ProjectId).Select(one => one.Name).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(cancellationToken);
        return new AlertPage(
            [.. lines.Select(line => new AlertRow(line.row.Id, line.row.AlertType, line.row.Priority, line.row.Status, line.row.Message, line.row.MessageEn, line.row.ProjectId, line.Project,
                line.row.AssignedTo is { } id ? names.GetValueOrDefault(id, "–") : null, line.row.CreatedAt, line.row.SnoozedUntil))],
            await found.CountAsync(cancellationToken),
            await open.CountAsync(cancellationToken),
            await open.CountAsync(row => row.Priority == AlertPriorities.Critical, cancellationToken),
            await db.Projects.OrderBy(row => row.Name).Select(row => new AlertProject(row.Id, row.Name)).ToListAsync(cancellationToken));
    }
}

/// <summary>Names of those whom the caller may know.</summary>
internal static class AlertNames
{
    public static Task<Dictionary<Guid, string>> PeopleAsync(PeppiDbContext db, CancellationToken cancellationToken) =>
        db.Set<KnownPerson>().ToDictionaryAsync(person => person.Id, person => person.DisplayName, cancellationToken);
}
