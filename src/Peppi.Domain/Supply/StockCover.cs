using Peppi.Domain.Shared;

namespace Peppi.Domain.Supply;

/// <summary>How long stock lasts.</summary>
/// <param name="OnHand">Units there now.</param>
/// <param name="Used">Units used within <see cref="Window"/> days.</param>
/// <param name="ReorderPoint">At this quantity it is to be ordered again.</param>
/// <param name="LeadTimeDays">Days from order to delivery.</param>
public sealed record StockCover(decimal OnHand, decimal Used, int? ReorderPoint, int? LeadTimeDays)
{
    /// <summary>Days over which use is measured.</summary>
    public const int Window = 28;

    /// <summary>Mean use a day.</summary>
    public decimal DailyUse => Math.Max(0, Used) / Window;

    /// <summary>Days that the stock lasts at that use; none where nothing is used.</summary>
    public Measure Days => OnHand <= 0 ? Measure.Of(0) : Measure.Ratio(OnHand, DailyUse, MissingReason.NoConsumption);

    /// <summary>Nothing is left.</summary>
    public bool IsOut => OnHand <= 0;

    /// <summary>It has come down to the reorder point, or lasts no longer than a delivery takes.</summary>
    public bool AtRisk => (ReorderPoint is { } point && OnHand <= point) || (LeadTimeDays is { } lead && Days.Value < lead);

    /// <summary>The day on which it runs out, if nothing comes; null where that cannot be told or lies beyond ten years.</summary>
    public DateOnly? OutOn(DateOnly asOf) => Days.Value is { } days and < 3650 ? asOf.AddDays((int)Math.Floor(days)) : null;
}
