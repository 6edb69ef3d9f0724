using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Accounts;

/// <summary>Forgets, now and then, what has served: old counters, spent links.</summary>
internal sealed partial class AccountHousekeeping(CallerScopes scopes, TimeProvider time, ILogger<AccountHousekeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Rhythm, time, stoppingToken);
            try
            {
                await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new ForgetLeftovers(), stoppingToken));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Faulted(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Old counters and links could not be forgotten; it is tried again")]
    private partial void Faulted(Exception exception);
}
