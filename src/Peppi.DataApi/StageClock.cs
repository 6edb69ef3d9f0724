using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Peppi.DataApi;

/// <summary>Tells how long each stage took, where that is asked for.</summary>
internal sealed class StageClock
{
    private readonly StringBuilder header;
    private long last = Stopwatch.GetTimestamp();

    private StageClock(TimeSpan token) => header = Append(new StringBuilder(), "jwt", token);

    /// <summary>A clock, or none where nobody asks.</summary>
    public static StageClock? Start(bool asked, TimeSpan? token) => asked ? new StageClock(token ?? TimeSpan.Zero) : null;

    /// <summary>The stage that has just ended.</summary>
    public void Mark(string stage)
    {
        Append(header, stage, Stopwatch.GetElapsedTime(last));
        last = Stopwatch.GetTimestamp();
    }

    /// <summary>The header's value.</summary>
    public string Header() => header.ToString();

    private static StringBuilder Append(StringBuilder header, string stage, TimeSpan took) =>
        header.Append(header.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{stage};dur={took.TotalMilliseconds:0.0}");
}
