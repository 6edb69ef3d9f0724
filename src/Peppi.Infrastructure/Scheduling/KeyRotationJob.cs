using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Each hour: has the key that signs tokens done so for long enough, and have the tokens of an earlier one all expired.</summary>
[DisallowConcurrentExecution]
internal sealed class KeyRotationJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new RotateSigningKeys(OnlyIfDue: true), cancellationToken));
}
