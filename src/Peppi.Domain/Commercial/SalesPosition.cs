using Peppi.Domain.Shared;

namespace Peppi.Domain.Commercial;

/// <summary>
/// What was counted of units and sales as of a day; the formulas over it. Positions of several projects add up before a formula is
/// applied, so that a small project does not weigh as much as a large one.
/// </summary>
public sealed record SalesPosition
{
    /// <summary>Months that velocity looks back on.</summary>
    public const int VelocityMonths = 3;

    /// <summary>Units that are or were for sale, without those withdrawn.</summary>
    public int Units { get; init; }

    /// <summary>Of them, sold.</summary>
    public int Sold { get; init; }

    /// <summary>Of the sold ones, sold no later than they were handed over.</summary>
    public int SoldBeforeDelivery { get; init; }

    /// <summary>For sale and not sold; a reservation is no sale yet.</summary>
    public int Remaining { get; init; }

    /// <summary>For sale and not sold when the day's month began.</summary>
    public int OnOfferAtStart { get; init; }

    /// <summary>Sold since the month began, and not given back.</summary>
    public int SoldInMonth { get; init; }

    /// <summary>Sales of the last <see cref="VelocityMonths"/> months, given back or not.</summary>
    public int SalesLately { get; init; }

    /// <summary>Sales given back (désistements) in those months.</summary>
    public int CancelledLately { get; init; }

    /// <summary>Sold units whose first day on the market is known.</summary>
    public int Timed { get; init; }

    /// <summary>Days that those were on the market, together.</summary>
    public long DaysToSell { get; init; }

    /// <summary>Sold in the month as a share of what was on offer when it began.</summary>
    public Measure Absorption => Measure.Ratio(SoldInMonth, OnOfferAtStart, MissingReason.NoUnits);

    /// <summary>Net sales a month: sales less sales given back.</summary>
    public Measure Velocity => Units > 0 ? Measure.Of((SalesLately - CancelledLately) / (decimal)VelocityMonths) : Measure.None(MissingReason.NoUnits);

    /// <summary>Months until the rest is sold at that pace; none where nothing is sold, or more is given back than sold.</summary>
    public Measure MonthsOfSupply => Velocity.Then(pace => Measure.Ratio(Remaining, pace, MissingReason.NoSales));

    /// <summary>Sold before delivery as a share of all units.</summary>
    public Measure PresalesRate => Measure.Ratio(SoldBeforeDelivery, Units, MissingReason.NoUnits);

    /// <summary>Mean days from the first day on the market to the sale.</summary>
    public Measure TimeToSell => Measure.Ratio(DaysToSell, Timed, MissingReason.NoSales);

    /// <summary>Both together.</summary>
    public static SalesPosition operator +(SalesPosition left, SalesPosition right) => new()
    {
        Units = left.Units + right.Units,
        Sold = left.Sold + right.Sold,
        SoldBeforeDelivery = left.SoldBeforeDelivery + right.SoldBeforeDelivery,
        Remaining = left.Remaining + right.Remaining,
        OnOfferAtStart = left.OnOfferAtStart + right.OnOfferAtStart,
        SoldInMonth = left.SoldInMonth + right.SoldInMonth,
        SalesLately = left.SalesLately + right.SalesLately,
        CancelledLately = left.CancelledLately + right.CancelledLately,
        Timed = left.Timed + right.Timed,
        DaysToSell = left.DaysToSell + right.DaysToSell,
    };

    /// <summary>The same sum, by name.</summary>
    public static SalesPosition Add(SalesPosition left, SalesPosition right) => left + right;
}

/// <summary>Reservations of one month that took the same number of days to their first payment.</summary>
/// <param name="Month">First day of the month of the reservations.</param>
/// <param name="Days">Days to the first payment; null where none came yet.</param>
/// <param name="Reservations">How many.</param>
/// <param name="GivenUp">Of them, cancelled or lapsed.</param>
public readonly record struct CohortCell(DateOnly Month, int? Days, int Reservations, int GivenUp);

/// <summary>The reservations of one month, or of several together, and how they were paid.</summary>
/// <param name="Month">First day of the month; null for several.</param>
/// <param name="Cells">Their reservations by days to the first payment.</param>
public sealed record ReservationCohort(DateOnly? Month, IReadOnlyList<CohortCell> Cells)
{
    /// <summary>Days within which a first payment counts as a conversion.</summary>
    public const int PaidWithin = 30;

    /// <summary>How many.</summary>
    public int Reservations { get; } = Cells.Sum(cell => cell.Reservations);

    /// <summary>Of them, cancelled or lapsed.</summary>
    public int GivenUp { get; } = Cells.Sum(cell => cell.GivenUp);

    /// <summary>Of them, first paid within <see cref="PaidWithin"/> days.</summary>
    public int Paid { get; } = Cells.Where(cell => cell.Days <= PaidWithin).Sum(cell => cell.Reservations);

    /// <summary>Paid in time as a share of all.</summary>
    public Measure Conversion => Measure.Ratio(Paid, Reservations, MissingReason.NoReservations);

    /// <summary>Cancelled or lapsed as a share of all.</summary>
    public Measure CancellationRate => Measure.Ratio(GivenUp, Reservations, MissingReason.NoReservations);

    /// <summary>Median days to the first payment, over those that were paid: of an even number, the mean of the middle two.</summary>
    public Measure MedianDays
    {
        get
        {
            var paid = Cells.Where(cell => cell.Days is not null && cell.Reservations > 0).OrderBy(cell => cell.Days).ToList();
            var count = paid.Sum(cell => cell.Reservations);
            return count == 0 ? Measure.None(MissingReason.NotMeasured) : Measure.Of((At(paid, (count - 1) / 2) + At(paid, count / 2)) / 2m);
        }
    }

    private static int At(IEnumerable<CohortCell> sorted, int position)
    {
        foreach (var cell in sorted)
        {
            if (position < cell.Reservations) return cell.Days!.Value;
            position -= cell.Reservations;
        }

        throw new ArgumentOutOfRangeException(nameof(position));
    }
}
