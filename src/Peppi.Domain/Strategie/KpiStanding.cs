using Peppi.Domain.Shared;

namespace Peppi.Domain.Strategie;

/// <summary>How a KPI stands against its target.</summary>
public enum KpiStanding
{
    /// <summary>There is no target, or nobody measured.</summary>
    Unknown,

    /// <summary>On target, or near enough.</summary>
    Green,

    /// <summary>Short of it.</summary>
    Amber,

    /// <summary>Far short of it.</summary>
    Red,
}

/// <summary>Compares a KPI with its target, whichever way is good.</summary>
public static class KpiProgress
{
    /// <summary>Below this share of the target a KPI is amber, where it has no threshold of its own (in percent).</summary>
    public const decimal DefaultAmber = 95;

    /// <summary>Below this share it is red (in percent).</summary>
    public const decimal DefaultRed = 80;

    /// <summary>What was reached of the target: 1 is all of it, more is better. Where less is better, the target over the value.</summary>
    public static Measure Reached(decimal? current, decimal? target, string direction)
    {
        if (current is not { } value) return new(null, MissingReason.NotMeasured);
        if (target is not { } wanted) return new(null, MissingReason.NoTarget);
        if (direction != KpiDirections.Lower) return Measure.Ratio(value, wanted, MissingReason.NoTarget);

        // Nothing at all of what should be little is the best that can be.
        return value <= 0 && wanted >= 0 ? new(1, MissingReason.None) : Measure.Ratio(wanted, value, MissingReason.NoTarget);
    }

    /// <summary>The colour of what was reached, by the KPI's own thresholds in percent.</summary>
    public static KpiStanding Standing(Measure reached, decimal? amber, decimal? red) => (reached.Value * 100) switch
    {
        null => KpiStanding.Unknown,
        { } percent when percent >= (amber ?? DefaultAmber) => KpiStanding.Green,
        { } percent when percent >= (red ?? DefaultRed) => KpiStanding.Amber,
        _ => KpiStanding.Red,
    };
}
