using FsCheck;
using FsCheck.Fluent;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Domain.Tests.Commercial;

public class Sales_are_counted_before_they_are_divided
{
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public void The_formulas_by_example()
    {
        // 120 units; 100 on offer on the first, 18 sold since: 18 %. 12 sales in three months, 3 given back: 3 a month, 63 left: 21 months.
        var position = new SalesPosition { Units = 120, Sold = 57, SoldBeforeDelivery = 54, Remaining = 63, OnOfferAtStart = 100, SoldInMonth = 18, SalesLately = 12, CancelledLately = 3, Timed = 50, DaysToSell = 4_525 };
        Assert.Equal((0.18m, 3m, 21m, 0.45m, 90.5m),
            (position.Absorption.Value, position.Velocity.Value, position.MonthsOfSupply.Value, position.PresalesRate.Value, position.TimeToSell.Value));
    }

    [Fact]
    public void Nothing_is_not_zero()
    {
        Assert.Equal((null, MissingReason.NoUnits), (new SalesPosition().Absorption.Value, new SalesPosition().Velocity.Missing));
        Assert.Equal(Measure.None(MissingReason.NoUnits), new SalesPosition().PresalesRate);
        Assert.Equal(Measure.None(MissingReason.NoSales), new SalesPosition { Units = 5, Remaining = 5 }.MonthsOfSupply);
        Assert.Equal(Measure.None(MissingReason.NoSales), new SalesPosition { Units = 5, Remaining = 5, SalesLately = 1, CancelledLately = 2 }.MonthsOfSupply);
        Assert.Equal(Measure.None(MissingReason.NoSales), new SalesPosition { Units = 5 }.TimeToSell);
        Assert.Equal(Measure.None(MissingReason.NoReservations), new ReservationCohort(March, []).Conversion);
        Assert.Equal(Measure.None(MissingReason.NotMeasured), new ReservationCohort(March, [new(March, null, 3, 1)]).MedianDays);
    }

    [Fact]
    public void A_cohort_by_example()
    {
        // Eight reservations: paid after 2, 9, 9, 30, 31 and 80 days, two not at all, of which one lapsed.
        var cohort = new ReservationCohort(March, [new(March, 80, 1, 0), new(March, 2, 1, 0), new(March, 9, 2, 0), new(March, 30, 1, 0), new(March, 31, 1, 0), new(March, null, 2, 1)]);
        Assert.Equal((8, 4, 0.5m, 19.5m, 0.125m), (cohort.Reservations, cohort.Paid, cohort.Conversion.Value, cohort.MedianDays.Value, cohort.CancellationRate.Value));
    }

    [Fact]
    public void The_median_is_that_of_the_days_written_one_by_one() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(days => days.Length > 0), days =>
        {
            var cohort = new ReservationCohort(null, [.. days.GroupBy(day => day).Select(same => new CohortCell(March, same.Key, same.Count(), 0))]);
            var sorted = days.Order().Select(day => (decimal)day).ToArray();
            var median = sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
            return cohort.MedianDays.Value == median && cohort.Conversion.Value is >= 0 and <= 1
                && cohort.Paid == days.Count(day => day <= ReservationCohort.PaidWithin);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Positions_add_up_before_they_are_divided() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(numbers => numbers.Length >= 4), numbers =>
        {
            var (sold, offer, otherSold, otherOffer) = (numbers[0], numbers[1], numbers[2], numbers[3]);
            var (left, right) = (new SalesPosition { SoldInMonth = sold, OnOfferAtStart = offer }, new SalesPosition { SoldInMonth = otherSold, OnOfferAtStart = otherOffer });
            var both = (left + right).Absorption;
            return offer + otherOffer == 0 ? both.Value is null : both.Value == (decimal)(sold + otherSold) / (offer + otherOffer) && (left + right) == (right + left);
        }).QuickCheckThrowOnFailure();
}
