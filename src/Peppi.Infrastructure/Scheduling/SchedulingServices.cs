using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Infrastructure.Postgres;
using Peppi.Infrastructure.Storage;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

internal static class SchedulingServices
{
    /// <summary>Quartz's group of the jobs that every instance has.</summary>
    private const string StandingJobs = "standing";

    /// <summary>Adds what works in the background: Quartz on its clustered store, deliveries, mail. Only the API's process does.</summary>
    public static void AddScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SchedulingOptions>().Bind(configuration.GetSection("Scheduling"))
            .Validate(options => options.PollSeconds is >= 1 and <= 3600, "Scheduling:PollSeconds is between 1 and 3600.")
            .Validate(options => options.CheckinSeconds is >= 1 and <= 300, "Scheduling:CheckinSeconds is between 1 and 300.")
            .ValidateOnStart();
        var options = configuration.GetSection("Scheduling").Get<SchedulingOptions>() ?? new SchedulingOptions();
        if (!options.Enabled) return;

        services.AddSingleton<Wakes>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "peppi";

                // Each process a name of its own, or two nodes would take each other's work for theirs ("AUTO" stays the word it is).
                scheduler.InstanceId = $"{Environment.MachineName}-{Guid.CreateVersion7():N}";
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                // The tables are the migrator's; the store only uses them, over the login for background work.
                store.ConfigureStore(settings => settings.TablePrefix = "jobs.qrtz_");
                store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<PeppiDataSources>().Jobs);
                store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(options.CheckinSeconds));
                store.UseSystemTextJsonSerializer();
            });
        });
        services.AddQuartz(quartz => quartz.ScheduleJob<KeyRotationJob>(
            trigger => trigger.WithIdentity("key_rotation", StandingJobs).WithCronSchedule("0 7 * * * ?"),
            job => job.WithIdentity("key_rotation", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<AuditSealJob>(
            trigger => trigger.WithIdentity("audit_seal", StandingJobs).WithCronSchedule("20 * * * * ?"),
            job => job.WithIdentity("audit_seal", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<ReservationExpiryJob>(
            trigger => trigger.WithIdentity("reservation_expiry", StandingJobs).WithCronSchedule("40 * * * * ?"),
            job => job.WithIdentity("reservation_expiry", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<AlertSweepJob>(
            trigger => trigger.WithIdentity("alert_sweep", StandingJobs).WithCronSchedule("40 0/10 * * * ?"),
            job => job.WithIdentity("alert_sweep", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<AlertTendingJob>(
            trigger => trigger.WithIdentity("alert_tending", StandingJobs).WithCronSchedule("50 * * * * ?"),
            job => job.WithIdentity("alert_tending", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<ForgottenEventsJob>(
            trigger => trigger.WithIdentity("forgotten_events", StandingJobs).WithCronSchedule("0 23 * * * ?"),
            job => job.WithIdentity("forgotten_events", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<FileSweepJob>(
            trigger => trigger.WithIdentity("file_sweep", StandingJobs).WithCronSchedule("0 23 * * * ?"),
            job => job.WithIdentity("file_sweep", StandingJobs)));
        services.AddQuartz(quartz => quartz.ScheduleJob<RetentionJob>(
            trigger => trigger.WithIdentity("retention", StandingJobs).WithCronSchedule("0 40 3 * * ?"),
            job => job.WithIdentity("retention", StandingJobs)));
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        services.AddHostedService<DatabaseListener>();
        services.AddHostedService<ScheduleSync>();
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<MailWorker>();
        services.AddHostedService<ChangeWorker>();
        services.AddHostedService<QuickRuleWorker>();
        services.AddHostedService<MoneyRuleWorker>();
        services.AddHostedService<NoticeWorker>();
        services.AddHostedService<FigureWorker>();
        services.AddHostedService<FigureWarmUp>();
        services.AddHostedService<WebhookWorker>();
        services.AddHostedService<InboxWorker>();
        services.AddHostedService<MediaWorker>();
        services.AddHostedService<OldReportFiles>();
    }
}
