using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Each hour: removes contents that no file stands for, and uploads that were given up, on one node at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class FileSweepJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new SweepFiles(), cancellationToken));
}

/// <summary>Each night: removes what is older than its rule of retention says.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new ApplyRetention(DryRun: false), cancellationToken));
}
