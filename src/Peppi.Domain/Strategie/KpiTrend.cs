namespace Peppi.Domain.Strategie;

/// <summary>Which way a KPI goes.</summary>
public enum KpiTrend
{
    /// <summary>Fewer than two periods are known.</summary>
    Unknown,

    /// <summary>Towards its target.</summary>
    Better,

    /// <summary>About the same.</summary>
    Steady,

    /// <summary>Away from it.</summary>
    Worse,
}

/// <summary>Reads the last three periods of a KPI.</summary>
public static class KpiTrends
{
    /// <summary>Periods that are looked at.</summary>
    public const int Periods = 3;

    /// <summary>A change below this share of the older value is none.</summary>
    public const decimal Still = 0.02m;

    /// <summary>The trend over the last periods, oldest first.</summary>
    /// <param name="values">Values at the end of each period; only the last three count.</param>
    /// <param name="direction">One of <see cref="KpiDirections"/>.</param>
    public static KpiTrend Of(IReadOnlyList<decimal> values, string direction)
    {
        if (values.Count < 2) return KpiTrend.Unknown;
        var (from, to) = (values[Math.Max(0, values.Count - Periods)], values[^1]);
        if (Math.Abs(to - from) <= Math.Abs(from) * Still) return KpiTrend.Steady;
        return to > from == (direction != KpiDirections.Lower) ? KpiTrend.Better : KpiTrend.Worse;
    }
}
