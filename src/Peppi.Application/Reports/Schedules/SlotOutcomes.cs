using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Reports;

namespace Peppi.Application.Reports.Schedules;

/// <summary>
/// Says how a slot went once its last delivery has ended, and raises an alert where it brought nobody anything: a schedule never
/// fails in silence. Runs in the transaction of whoever ended the delivery.
/// </summary>
internal sealed class SlotOutcomes(PeppiDbContext db, IAlertBook alerts)
{
    public async Task CloseAsync(int scheduleId, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        // Of two who end the last two deliveries at once, the second sees that the first has ended, or neither would close the slot. A
        // change of nothing is EF's way to lock.
        await db.ReportSchedules.Where(row => row.Id == scheduleId).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastRunAt, row => row.LastRunAt), cancellationToken);
        if (await db.ReportSchedules.SingleOrDefaultAsync(row => row.Id == scheduleId, cancellationToken) is not { } schedule) return;
        var deliveries = await db.ReportDeliveries.AsNoTracking().Where(row => row.ScheduleId == scheduleId && row.Slot == slot)
            .Select(row => new { row.Status, row.Error, row.RecipientEmail }).ToListAsync(cancellationToken);
        var outcome = Of([.. deliveries.Select(row => row.Status)]);
        if (outcome == ScheduleOutcomes.Running) return;

        var failed = deliveries.Find(row => row.Status == DeliveryStatuses.Failed);
        var reason = deliveries.Count == 0 ? "It has no recipient." : failed?.Error ?? deliveries.Find(row => row.Status == DeliveryStatuses.Skipped)?.Error;

        // A late retry of an old slot does not hide how the latest went.
        if (schedule.LastRunAt == slot) (schedule.LastStatus, schedule.LastError) = (outcome, outcome == ScheduleOutcomes.Succeeded ? null : reason);
        await AlertAsync(schedule, slot, outcome != ScheduleOutcomes.Failed, reason, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>How a slot stands whose deliveries have these statuses; who was skipped does not make it worse, but nobody served is a failure.</summary>
    public static string Of(IReadOnlyList<string> deliveries)
    {
        if (deliveries.Any(status => status is DeliveryStatuses.Pending or DeliveryStatuses.Running or DeliveryStatuses.Queued)) return ScheduleOutcomes.Running;
        if (!deliveries.Contains(DeliveryStatuses.Sent)) return ScheduleOutcomes.Failed;
        return deliveries.Contains(DeliveryStatuses.Failed) ? ScheduleOutcomes.Partial : ScheduleOutcomes.Succeeded;
    }

    private async Task AlertAsync(ReportSchedule schedule, DateTimeOffset slot, bool delivered, string? reason, CancellationToken cancellationToken)
    {
        var key = $"report_not_delivered:{schedule.Id}";
        if (delivered)
        {
            await alerts.ResolveAsync(key, cancellationToken);
            return;
        }

        await alerts.RaiseAsync(new AlertNews(key, ScheduleFilters.Read(schedule.Filters).ProjectId, AlertRuleKinds.ReportNotDelivered, AlertPriorities.High,
            $"Le rapport planifié « {schedule.Name} » n'a été remis à personne ({slot.UtcDateTime:dd/MM/yyyy HH:mm} UTC). {reason}".TrimEnd(),
            $"The scheduled report “{schedule.Name}” reached nobody ({slot.UtcDateTime:yyyy-MM-dd HH:mm} UTC). {reason}".TrimEnd())
        {
            Details = $$"""{"schedule_id": {{schedule.Id}}, "slot": "{{slot.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}"}""",
            Link = $"/schedules/{schedule.Id}",
        }, cancellationToken);
    }
}
