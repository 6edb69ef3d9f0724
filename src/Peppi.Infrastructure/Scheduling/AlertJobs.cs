using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Every ten minutes: what time alone changes is looked at with every rule.</summary>
[DisallowConcurrentExecution]
internal sealed class AlertSweepJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new SweepAlerts(), cancellationToken));
}

/// <summary>Each minute: alerts that were put off until now, or that nobody acknowledged in time.</summary>
[DisallowConcurrentExecution]
internal sealed class AlertTendingJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new TendAlerts(), cancellationToken));
}
