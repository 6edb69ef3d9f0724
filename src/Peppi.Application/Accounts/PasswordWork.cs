using System.Collections.Concurrent;

namespace Peppi.Application.Accounts;

/// <summary>
/// The queue for hashing (140 ms of a core each): half of the cores at most, so that readers keep theirs; bounded, so that a flood is
/// refused at once instead of growing; a few places for each account, so that a flood on one leaves the others theirs; and a lane of
/// its own for addresses that an account was entered from before, so that a flood cannot keep its owner out.
/// </summary>
internal sealed class PasswordWork : IDisposable
{
    /// <summary>How long anybody waits for a turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int PlacesForAccount = 3;
    private static readonly int Workers = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly Lane strangers = new(Workers, places: Workers * 16);
    private readonly Lane familiars = new(1, places: 32);

    private sealed record Lane(SemaphoreSlim Turns, int Places)
    {
        public readonly ConcurrentDictionary<string, int> ByAccount = new(StringComparer.OrdinalIgnoreCase);
        public int Waiting;

        public Lane(int turns, int places)
            : this(new SemaphoreSlim(turns, turns), places)
        {
        }
    }

    /// <summary>What <paramref name="work"/> gives, or null where the queue is full.</summary>
    public async Task<T?> RunAsync<T>(string account, bool familiar, Func<T> work, CancellationToken cancellationToken)
        where T : struct => await TakeAsync(account, familiar, () => (T?)work(), cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(string, bool, Func{T}, CancellationToken)"/>
    public Task<string?> RunAsync(string account, bool familiar, Func<string> work, CancellationToken cancellationToken) =>
        TakeAsync<string?>(account, familiar, work, cancellationToken);

    public void Dispose()
    {
        strangers.Turns.Dispose();
        familiars.Turns.Dispose();
    }

    private async Task<T?> TakeAsync<T>(string account, bool familiar, Func<T?> work, CancellationToken cancellationToken)
    {
        var lane = familiar ? familiars : strangers;
        if (Interlocked.Increment(ref lane.Waiting) > lane.Places)
        {
            Interlocked.Decrement(ref lane.Waiting);
            return default;
        }

        var own = lane.ByAccount.AddOrUpdate(account, 1, (_, count) => count + 1);
        try
        {
            if (own > PlacesForAccount && !familiar) return default;
            if (!await lane.Turns.WaitAsync(Patience, cancellationToken)) return default;
            try
            {
                // On a thread of the pool's own choosing: the caller's may still have others to serve.
                return await Task.Run(work, cancellationToken);
            }
            finally
            {
                lane.Turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref lane.Waiting);
            if (lane.ByAccount.AddOrUpdate(account, 0, (_, count) => count - 1) <= 0) lane.ByAccount.TryRemove(new KeyValuePair<string, int>(account, 0));
        }
    }
}
