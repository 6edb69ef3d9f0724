using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Application.Kpis;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>
/// Asks for a few figures once, soon after the start: the first person who opens a dashboard does not wait for the code and the model that
/// are compiled on first use, which takes as long as a dozen answers.
/// </summary>
internal sealed partial class FigureWarmUp(CallerScopes callers, TimeProvider time, ILogger<FigureWarmUp> logger) : BackgroundService
{
    // Sites and workers start first.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Pause, time, stoppingToken);
        try
        {
            foreach (var name in (string[])["committed", "overdue_payable", "cash_flow", "on_time_rate", "absorption"])
            {
                await callers.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new TellFigure(name), stoppingToken));
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Nothing depends on it.
            Cold(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Figures could not be asked for ahead of the first person")]
    private partial void Cold(Exception exception);
}
