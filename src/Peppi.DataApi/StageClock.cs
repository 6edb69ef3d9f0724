using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Peppi.DataApi;

/// <summary>Tells how long each stage took, where that is asked for.</summary>
internal sealed class StageClock(bool runs, TimeSpan? token)
{
    private readonly StringBuilder header = runs ? Append(new StringBuilder(), "jwt", token ?? TimeSpan.Zero) : new StringBuilder();
    private long last = Stopwatch.GetTimestamp();

    /// <summary>The stage that has just ended.</summary>
    public void Mark(string stage)
    {
        if (!runs) return;
        Append(header, stage, Stopwatch.GetElapsedTime(last));
        last = Stopwatch.GetTimestamp();
    }

    /// <summary>The header's value, or null.</summary>
    public string? Header() => runs ? header.ToString() : null;

    private static StringBuilder Append(StringBuilder header, string stage, TimeSpan took) =>
        header.Append(header.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{stage};dur={took.TotalMilliseconds:0.0}");
}
