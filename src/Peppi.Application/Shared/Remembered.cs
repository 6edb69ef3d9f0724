using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Peppi.Application.Shared;

/// <summary>
/// What the database said, kept for as long as its notifications are heard: a trigger tells of every change, so nothing kept here is
/// older than the last commit. While the database is not heard, nothing kept counts and each question goes to it.
/// </summary>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TValue">What was answered.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="limit">How much is kept; beyond that, all of it is simply asked for again.</param>
internal sealed class Remembered<TKey, TValue>(TimeProvider time, int limit)
    where TKey : notnull
{
    // The listener asks the database each second whether it is still there.
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<TKey, TValue> values = new();
    private long heardAt = long.MinValue;
    private long news;

    private bool Trusted => Interlocked.Read(ref heardAt) is var at and not long.MinValue && time.GetElapsedTime(at) < Trust;

    /// <summary>What is known and may be believed.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        return Trusted && values.TryGetValue(key, out value);
    }

    /// <summary>Begins a question; its answer is handed in with what this returns.</summary>
    public long Asking() => Trusted ? Interlocked.Read(ref news) : -1;

    /// <summary>Keeps an answer, unless news that came since the question may concern it.</summary>
    public void Keep(TKey key, TValue value, long asking)
    {
        if (asking < 0) return;
        if (values.Count >= limit) values.Clear();
        values[key] = value;
        if (Interlocked.Read(ref news) != asking) values.TryRemove(key, out _);
    }

    /// <summary>The database was heard to be there: what is kept holds a little longer.</summary>
    public void Heard() => Interlocked.Exchange(ref heardAt, time.GetTimestamp());

    /// <summary>The database is not heard any more, or is heard again after a silence.</summary>
    public void Silence()
    {
        Interlocked.Exchange(ref heardAt, long.MinValue);
        Forget();
    }

    /// <summary>Nothing that is kept is true any more.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref news);
        values.Clear();
    }

    /// <summary>Something changed about these.</summary>
    public void Forget(Func<TKey, TValue, bool> concerned)
    {
        Interlocked.Increment(ref news);
        foreach (var (key, value) in values)
        {
            if (concerned(key, value)) values.TryRemove(key, out _);
        }
    }
}
