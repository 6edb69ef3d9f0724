using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>
/// What the scheduler has to fire, whichever way the rows were written: pages, REST, GraphQL. A row that cannot be read says so in
/// its own <c>last_error</c>. Background work only.
/// </summary>
public sealed record ListTriggers : IQuery<IReadOnlyList<ScheduleTrigger>>;

/// <summary>One schedule's cron.</summary>
public sealed record ScheduleTrigger(int ScheduleId, string Cron, string TimeZone);

internal sealed class ListTriggersHandler(PeppiDbContext db, ICronCalendar calendar, TimeProvider time) : IHandler<ListTriggers, IReadOnlyList<ScheduleTrigger>>
{
    public async Task<Result<IReadOnlyList<ScheduleTrigger>>> Handle(ListTriggers query, CancellationToken cancellationToken)
    {
        List<ScheduleTrigger> triggers = [];
        foreach (var schedule in await db.ReportSchedules.OrderBy(row => row.Id).ToListAsync(cancellationToken))
        {
            var fault = calendar.Fault(schedule.Cron) ?? (calendar.KnowsZone(schedule.TimeZone) ? null : $"time_zone {schedule.TimeZone} is not known here.");
            var next = schedule.Enabled && fault is null ? calendar.NextAfter(schedule.Cron, schedule.TimeZone, time.GetUtcNow()) : null;
            if (fault is not null && schedule.LastError != fault) (schedule.LastStatus, schedule.LastError) = (ScheduleOutcomes.Failed, fault);

            // A slot in the past stands until it has run: it may be the one that a stopped node missed.
            if (next is null || schedule.NextRunAt is null || schedule.NextRunAt > time.GetUtcNow()) schedule.NextRunAt = next;
            if (next is not null) triggers.Add(new ScheduleTrigger(schedule.Id, schedule.Cron.Trim(), schedule.TimeZone));
        }

        return triggers;
    }
}
