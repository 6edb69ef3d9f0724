using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Reports.Schedules;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>
/// One slot of one schedule: writes down who gets it, then delivers. Quartz runs it again on another node when the first one dies;
/// what was planned or sent before stays so.
/// </summary>
internal sealed class ReportSlotJob(CallerScopes scopes) : IJob
{
    public const string Group = "report_schedules";
    public const string ScheduleId = "schedule_id";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var schedule = int.Parse(context.JobDetail.JobDataMap.GetString(ScheduleId)!, CultureInfo.InvariantCulture);
        await SendAsync(new PlanSlot(schedule, Slot(context)) { Missed = true }, cancellationToken);
        await SendAsync(new DeliverDue(), cancellationToken);
    }

    // Of a run that is made up for, the slot that it was for.
    private static DateTimeOffset Slot(IJobExecutionContext context)
    {
        if (context.Recovering && context.Trigger.JobDataMap.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime, out var kept)
            && long.TryParse(Convert.ToString(kept, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var milliseconds))
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        var slot = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        return slot.AddTicks(-(slot.Ticks % TimeSpan.TicksPerSecond));
    }

    private async Task SendAsync<T>(IUseCase<T> request, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, cancellationToken));
}
