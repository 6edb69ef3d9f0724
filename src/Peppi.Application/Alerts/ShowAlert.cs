using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>One alert with its history.</summary>
/// <param name="Id">The alert.</param>
public sealed record ShowAlert(int Id) : IQuery<AlertView>;

/// <summary>One alert.</summary>
/// <param name="Alert">The row.</param>
/// <param name="ProjectName">Its project.</param>
/// <param name="AssignedTo">Name of who is to deal with it.</param>
/// <param name="History">What happened to it, the newest first.</param>
/// <param name="People">Whom it can be given to.</param>
public sealed record AlertView(Alert Alert, string? ProjectName, string? AssignedTo, IReadOnlyList<AlertMoment> History, IReadOnlyDictionary<Guid, string> People);

/// <summary>Something that happened.</summary>
/// <param name="Kind">One of <see cref="AlertEventKinds"/>.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who; null for Peppi itself.</param>
/// <param name="Note">What somebody wrote.</param>
/// <param name="Details">What changed (JSON).</param>
public sealed record AlertMoment(string Kind, DateTimeOffset At, string? Actor, string? Note, string Details);

internal sealed class ShowAlertHandler(PeppiDbContext db) : IHandler<ShowAlert, AlertView>
{
    public async Task<Result<AlertView>> Handle(ShowAlert query, CancellationToken cancellationToken)
    {
        if (await db.Alerts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, cancellationToken) is not { } alert) return SharedErrors.NotFound("alert");
        var people = await AlertNames.PeopleAsync(db, cancellationToken);
        var events = await db.AlertEvents.AsNoTracking().Where(row => row.AlertId == query.Id).OrderByDescending(row => row.Id).ToListAsync(cancellationToken);
        return new AlertView(alert,
            await db.Projects.Where(row => row.Id == alert.ProjectId).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken),
            alert.AssignedTo is { } id ? people.GetValueOrDefault(id, "–") : null,
            [.. events.Select(row => new AlertMoment(row.Kind, row.At, row.ActorId is { } actor ? people.GetValueOrDefault(actor, "–") : null, row.Note, row.Details))],
            people);
    }
}
