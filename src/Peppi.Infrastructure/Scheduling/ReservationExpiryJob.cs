using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Commercial;
using Peppi.Application.Shared;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Each minute: writes down which reservations have lapsed.</summary>
[DisallowConcurrentExecution]
internal sealed class ReservationExpiryJob(CallerScopes scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new ExpireReservations(), cancellationToken));
}
