using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>
/// Writes down who is to get what of one slot, before any of it is made. Asked twice for one slot it adds nothing: schedule, slot
/// and recipient are unique, so whatever runs twice delivers once. Background work only.
/// </summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Slot">The instant for which it is due.</param>
public sealed record PlanSlot(int ScheduleId, DateTimeOffset Slot) : ICommand<Done>
{
    /// <summary>Where a slot before <see cref="Slot"/> has not run yet, that one is meant: whoever fires late makes up for it.</summary>
    public bool Missed { get; init; }
}

internal sealed class PlanSlotHandler(PeppiDbContext db, ICronCalendar calendar, SlotOutcomes outcomes, TimeProvider time) : IHandler<PlanSlot, Done>
{
    public async Task<Result<Done>> Handle(PlanSlot command, CancellationToken cancellationToken)
    {
        if (await db.ReportSchedules.SingleOrDefaultAsync(row => row.Id == command.ScheduleId, cancellationToken) is not { } schedule)
        {
            return SharedErrors.NotFound("schedule");
        }

        var now = time.GetUtcNow();
        var slot = (command.Missed && schedule.NextRunAt < command.Slot ? schedule.NextRunAt.Value : command.Slot).ToUniversalTime();
        var recipients = await db.ReportScheduleRecipients.Where(row => row.ScheduleId == schedule.Id).Select(row => row.UserId).ToListAsync(cancellationToken);
        var planned = await db.ReportDeliveries.Where(row => row.ScheduleId == schedule.Id && row.Slot == slot).Select(row => row.RecipientId).ToListAsync(cancellationToken);
        schedule.NextRunAt = schedule.Enabled ? calendar.NextAfter(schedule.Cron, schedule.TimeZone, now) : null;

        // Planned before, by a run that was cut off: whoever was to get it stands there already.
        if (planned.Count > 0) return Done.Value;

        (schedule.LastRunAt, schedule.LastStatus, schedule.LastError) = (slot, ScheduleOutcomes.Running, null);
        foreach (var person in recipients)
        {
            db.ReportDeliveries.Add(new ReportDelivery { ScheduleId = schedule.Id, Slot = slot, RecipientId = person, NextAttemptAt = now });
        }

        await db.SaveChangesAsync(cancellationToken);
        if (recipients.Count == 0) await outcomes.CloseAsync(schedule.Id, slot, cancellationToken);
        return Done.Value;
    }
}
