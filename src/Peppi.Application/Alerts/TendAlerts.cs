using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>What the clock does to alerts: opens again what was put off until now, and hands up what nobody acknowledged in time, counted from when it was last opened.</summary>
public sealed record TendAlerts : ICommand<int>;

internal sealed class TendAlertsHandler(PeppiDbContext db, TimeProvider time) : IHandler<TendAlerts, int>
{
    public async Task<Result<int>> Handle(TendAlerts command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tended = await db.Alerts.Where(row => row.Status == AlertStatuses.Snoozed && row.SnoozedUntil <= now)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, AlertStatuses.Open).SetProperty(it => it.SnoozedUntil, (DateTimeOffset?)null), cancellationToken);

        // A project's own rule stands in the way of the general one also where it says "never", or is off.
        var rules = await db.AlertRules.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var rule in rules.Where(rule => rule.Enabled && rule.EscalateAfterHours != null))
        {
            var since = now.AddHours(-rule.EscalateAfterHours!.Value);
            var overridden = rules.Where(other => other.Code == rule.Code && other.ProjectId != null).Select(other => other.ProjectId!.Value).ToList();
            var late = db.Alerts.Where(row => row.AlertType == rule.Code && row.Status == AlertStatuses.Open && row.EscalatedAt == null && row.CreatedAt <= since
                && !db.AlertEvents.Any(happened => happened.AlertId == row.Id && happened.Kind == AlertEventKinds.Reopened && happened.At > since));
            late = rule.ProjectId is { } project ? late.Where(row => row.ProjectId == project) : late.Where(row => row.ProjectId == null || !overridden.Contains(row.ProjectId.Value));
            tended += rule.EscalateTo is { } person
                ? await late.ExecuteUpdateAsync(row => row.SetProperty(it => it.EscalatedAt, now).SetProperty(it => it.AssignedTo, person), cancellationToken)
                : await late.ExecuteUpdateAsync(row => row.SetProperty(it => it.EscalatedAt, now), cancellationToken);
        }

        return tended;
    }
}
