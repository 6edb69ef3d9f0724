using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Shared;
using Peppi.Application.Webhooks;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Starts a run for each target that has something due and none under way: a target that takes its time holds up itself alone.</summary>
internal sealed partial class WebhookWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<WebhookWorker> logger)
    : Worker(scopes, options, time, logger)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Task> runs = [];

    protected override Wake Wake => wakes.Webhooks;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var target in await SendAsync(new ListDueTargets(), cancellationToken) ?? [])
        {
            lock (gate)
            {
                if (!runs.ContainsKey(target)) runs[target] = RunAsync(target, cancellationToken);
            }
        }
    }

    /// <summary>Lets the runs under way end before the process does: what they note would else be sent again.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task[] underWay;
        lock (gate) underWay = [.. runs.Values];
        await Task.WhenAll(underWay).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Guid target, CancellationToken cancellationToken)
    {
        // Never within the lock of whoever starts it.
        await Task.Yield();
        var drained = false;
        try
        {
            drained = await SendAsync(new SendDueEvents(target), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            RunFailed(exception, target);
        }
        finally
        {
            lock (gate) runs.Remove(target);
        }

        // What came between the last look and now was passed over because this run was under way.
        if (drained) Wake.Call();
    }

    [LoggerMessage(LogLevel.Error, "The run for webhook {Target} failed; the next look starts another")]
    private partial void RunFailed(Exception exception, Guid target);
}
