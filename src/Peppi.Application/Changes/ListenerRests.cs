using System.Collections.Concurrent;

namespace Peppi.Application.Changes;

/// <summary>
/// Which listeners were too slow a moment ago, on this node. Their changes are put aside without asking them, and tried again later, so that
/// one that hangs costs the others one look now and then, and not one each batch.
/// </summary>
internal sealed class ListenerRests(TimeProvider time)
{
    private static readonly TimeSpan Rested = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> until = new(StringComparer.Ordinal);

    /// <summary>It took longer than it may.</summary>
    public void Rest(string listener) => until[listener] = time.GetUtcNow() + Rested;

    /// <summary>Whether it is left alone for now.</summary>
    public bool IsResting(string listener) => until.TryGetValue(listener, out var end) && time.GetUtcNow() < end;
}
