using System.Collections.Concurrent;

namespace Peppi.Application.Alerts.Engine;

/// <summary>Which rules failed a moment ago, on this node: they look again where something changed in a minute, and not at once again and again.</summary>
internal sealed class RuleRests(TimeProvider time)
{
    private static readonly TimeSpan Rested = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> until = new(StringComparer.Ordinal);

    /// <summary>It failed.</summary>
    public void Rest(string rule) => until[rule] = time.GetUtcNow() + Rested;

    /// <summary>Whether it is left alone for now.</summary>
    public bool IsResting(string rule) => until.TryGetValue(rule, out var end) && time.GetUtcNow() < end;
}
