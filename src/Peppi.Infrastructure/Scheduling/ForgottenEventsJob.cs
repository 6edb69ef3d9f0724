using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Shared;
using Peppi.Application.Webhooks;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Each hour: forgets what was sent to webhooks long ago.</summary>
[DisallowConcurrentExecution]
internal sealed class ForgottenEventsJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new ForgetSentEvents(), cancellationToken));
}
