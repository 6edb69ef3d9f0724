using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Audit;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Each minute: links what is new in the audit log into its chain, on one node at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class AuditSealJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // Again while there is as much as one round takes.
        int sealedNow;
        do
        {
            var outcome = await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new SealAuditLog(), cancellationToken));
            sealedNow = outcome.Succeeded ? outcome.Value : 0;
        }
        while (sealedNow >= SealAuditLog.AtOnce);
    }
}
