using System.Collections.Concurrent;

namespace Peppi.Application.Accounts;

/// <summary>
/// The queue for hashing (140 ms of a core each): half of the cores at most, so that readers keep theirs; bounded, so that a flood is
/// refused at once instead of growing, and rests between hashes as long as one takes; a few places for each account, so that a flood on one leaves the others theirs; and a lane of
/// its own for addresses that an account was entered from before, so that a flood cannot keep its owner out.
/// </summary>
internal sealed class PasswordWork(TimeProvider time) : IDisposable
{
    /// <summary>How long anybody waits for a turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int PlacesForAccount = 3;
    private static readonly int Workers = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly Lane strangers = new(Workers, places: Workers * 16);
    private readonly Lane familiars = new(1, places: 32);
    private readonly ConcurrentDictionary<string, int> attempts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (HashSet<string> Addresses, long At)> familiar = new(StringComparer.OrdinalIgnoreCase);

    private sealed record Lane(SemaphoreSlim Turns, int Places)
    {
        public int Waiting;
        public long LastTook;

        public Lane(int turns, int places)
            : this(new SemaphoreSlim(turns, turns), places)
        {
        }
    }

    /// <summary>Takes one of the few places that an account has for attempts at the same time; whoever got one gives it back.</summary>
    public bool TryBegin(string account)
    {
        if (attempts.AddOrUpdate(account, 1, (_, count) => count + 1) <= PlacesForAccount) return true;
        End(account);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void End(string account)
    {
        if (attempts.AddOrUpdate(account, 0, (_, count) => count - 1) <= 0) attempts.TryRemove(new KeyValuePair<string, int>(account, 0));
    }

    /// <summary>Where an account is entered from, as far as that was asked a moment ago: in a flood the database is asked once.</summary>
    public HashSet<string>? FamiliarTo(string account) =>
        familiar.TryGetValue(account, out var known) && time.GetElapsedTime(known.At) < TimeSpan.FromSeconds(30) ? known.Addresses : null;

    /// <summary>Remembers that for a moment.</summary>
    public HashSet<string> Remember(string account, HashSet<string> addresses)
    {
        if (familiar.Count > 1000) familiar.Clear();
        familiar[account] = (addresses, time.GetTimestamp());
        return addresses;
    }

    /// <summary>What <paramref name="work"/> gives, or null where the queue is full.</summary>
    public async Task<T?> RunAsync<T>(bool familiar, Func<T> work, CancellationToken cancellationToken)
        where T : struct => await TakeAsync(familiar, () => (T?)work(), cancellationToken);

    /// <inheritdoc cref="RunAsync{T}(bool, Func{T}, CancellationToken)"/>
    public Task<string?> RunAsync(bool familiar, Func<string> work, CancellationToken cancellationToken) =>
        TakeAsync<string?>(familiar, work, cancellationToken);

    public void Dispose()
    {
        strangers.Turns.Dispose();
        familiars.Turns.Dispose();
    }

    private async Task<T?> TakeAsync<T>(bool known, Func<T?> work, CancellationToken cancellationToken)
    {
        var lane = known ? familiars : strangers;
        try
        {
            if (Interlocked.Increment(ref lane.Waiting) > lane.Places || !await lane.Turns.WaitAsync(Patience, cancellationToken)) return default;
            try
            {
                // While a queue stands, readers get the cores for as long as the last hash had one.
                if (!known && Volatile.Read(ref lane.Waiting) > Workers) await Task.Delay(TimeSpan.FromTicks(Volatile.Read(ref lane.LastTook)), time, cancellationToken);

                // On a thread of the pool's own choosing: the caller's may still have others to serve.
                var began = time.GetTimestamp();
                var result = await Task.Run(work, cancellationToken);
                Volatile.Write(ref lane.LastTook, Math.Min(time.GetElapsedTime(began).Ticks, TimeSpan.TicksPerSecond / 4));
                return result;
            }
            finally
            {
                lane.Turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref lane.Waiting);
        }
    }
}
