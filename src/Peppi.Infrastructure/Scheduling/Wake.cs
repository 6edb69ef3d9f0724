using System.Threading.Channels;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Wakes a worker; calls that come while it works count as one.</summary>
internal sealed class Wake
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to do.</summary>
    public void Call() => calls.Writer.TryWrite(true);

    /// <summary>Returns when called, or after <paramref name="patience"/>.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), limit, patience, Timeout.InfiniteTimeSpan);
        try
        {
            await calls.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called: time to look anyway.
        }
    }
}

/// <summary>The workers that the database's notifications wake.</summary>
internal sealed class Wakes
{
    /// <summary>A schedule was made, changed or deleted.</summary>
    public Wake Schedules { get; } = new();

    /// <summary>A delivery was planned.</summary>
    public Wake Deliveries { get; } = new();

    /// <summary>Money of a project changed.</summary>
    public Wake Figures { get; } = new();

    /// <summary>A mail was queued.</summary>
    public Wake Mails { get; } = new();

    /// <summary>Somebody may have to be told of an alert.</summary>
    public Wake Notices { get; } = new();

    /// <summary>Rules have to look at what changed.</summary>
    public Wake Rules { get; } = new();

    /// <summary>Rules that read the sums of money have to look at what changed.</summary>
    public Wake MoneyRules { get; } = new();

    /// <summary>A row of an exposed table changed.</summary>
    public Wake Changes { get; } = new();

    /// <summary>An event was queued for an address elsewhere.</summary>
    public Wake Webhooks { get; } = new();

    /// <summary>A webhook was kept, or a client inserted a field message.</summary>
    public Wake Inbox { get; } = new();

    /// <summary>A photo is to be fetched.</summary>
    public Wake Media { get; } = new();
}
