using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Finance;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Keeps the totals behind portfolio figures up to date. Figures are exact without it, and slower.</summary>
internal sealed class FigureWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<FigureWorker> logger)
    : Worker(scopes, options, time, logger)
{
    // A project that is written to all the time is summed once in so long, not once a write.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TimeProvider clock = time;

    protected override Wake Wake => wakes.Figures;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await SendAsync(new RefreshFigures(), cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        await Task.Delay(Pause, clock, cancellationToken);
    }
}
