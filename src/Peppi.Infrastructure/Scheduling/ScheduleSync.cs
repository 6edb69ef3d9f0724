using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Reports.Schedules;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>
/// Keeps Quartz's triggers as the rows of <c>report_schedules</c> say, whichever way those were written. Each node does so; they
/// share one store, and what is right already is left alone.
/// </summary>
internal sealed class ScheduleSync(
    ISchedulerFactory factory, Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<ScheduleSync> logger)
    : Worker(scopes, options, time, logger)
{
    private const string Reading = "reading";

    protected override Wake Wake => wakes.Schedules;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await SendAsync(new ListTriggers(), cancellationToken) is not { } wanted) return;
        var scheduler = await factory.GetScheduler(cancellationToken);
        var present = (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(ReportSlotJob.Group), cancellationToken)).ToHashSet();
        foreach (var trigger in wanted)
        {
            var key = KeyOf(trigger.ScheduleId);
            present.Remove(key);
            var reading = $"{trigger.Cron}|{trigger.TimeZone}";
            if (await scheduler.GetJobDetail(key, cancellationToken) is { } job && job.JobDataMap.GetString(Reading) == reading) continue;
            await ScheduleAsync(scheduler, key, trigger, reading, cancellationToken);
        }

        foreach (var gone in present) await scheduler.DeleteJob(gone, cancellationToken);
    }

    private static JobKey KeyOf(int schedule) => new(schedule.ToString(CultureInfo.InvariantCulture), ReportSlotJob.Group);

    private static async Task ScheduleAsync(IScheduler scheduler, JobKey key, ScheduleTrigger wanted, string reading, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<ReportSlotJob>().WithIdentity(key).RequestRecovery().StoreDurably(false)
            .UsingJobData(ReportSlotJob.ScheduleId, wanted.ScheduleId.ToString(CultureInfo.InvariantCulture)).UsingJobData(Reading, reading).Build();
        var cron = CronScheduleBuilder.Create(wanted.Cron).InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(wanted.TimeZone))

            // A slot that every node slept through is made up for once, however many were missed.
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
        var trigger = TriggerBuilder.Create().WithIdentity(key.Name, key.Group).ForJob(key).WithSchedule(cron).Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing, cancellationToken);
    }
}
