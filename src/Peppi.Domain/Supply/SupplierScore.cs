using Peppi.Domain.Shared;

namespace Peppi.Domain.Supply;

/// <summary>How a supplier, or all of them, keep their days.</summary>
/// <param name="Due">Order lines whose promised day has passed.</param>
/// <param name="OnTime">Of those, received on that day or before.</param>
/// <param name="Late">Of those, received later or still awaited.</param>
/// <param name="DaysLate">Σ days late of the late ones; what is still awaited counts up to today.</param>
public sealed record SupplierScore(int Due, int OnTime, int Late, long DaysLate)
{
    /// <summary>On time as a share of what was due; none where nothing was.</summary>
    public Measure OnTimeRate => Measure.Ratio(OnTime, Due, MissingReason.NothingDue);

    /// <summary>Mean days late of the late lines; none where none is.</summary>
    public Measure MeanDaysLate => Measure.Ratio(DaysLate, Late, MissingReason.NothingDue);

    /// <summary>Two together.</summary>
    public static SupplierScore operator +(SupplierScore left, SupplierScore right) =>
        new(left.Due + right.Due, left.OnTime + right.OnTime, left.Late + right.Late, left.DaysLate + right.DaysLate);
}
