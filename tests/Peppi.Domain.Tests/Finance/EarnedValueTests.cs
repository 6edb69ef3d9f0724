using FsCheck;
using FsCheck.Fluent;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;
using Peppi.Domain.Supply;

namespace Peppi.Domain.Tests.Finance;

public sealed class EarnedValueTests
{
    private static readonly Gen<decimal> Amounts = Gen.Choose(0, int.MaxValue).Select(cents => cents / 100m);
    private static readonly Gen<decimal> Shares = Gen.Choose(0, 100).Select(percent => percent / 100m);

    // The worked example of the sources: BAC 100 000, 40 % done, 50 % planned, 45 000 spent.
    [Fact]
    public void The_textbooks_example_comes_out()
    {
        var value = Of(100_000, 45_000, 0.4m, 0.5m);

        Assert.Equal(40_000, value.Earned.Value);
        Assert.Equal(50_000, value.PlannedValue.Value);
        Assert.Equal(-5_000, value.CostVariance.Value);
        Assert.Equal(-10_000, value.ScheduleVariance.Value);
        Assert.Equal(0.8889m, Math.Round(value.CostIndex.Value!.Value, 4));
        Assert.Equal(0.8m, value.ScheduleIndex.Value);
        Assert.Equal(112_500, Math.Round(value.AtCompletion.Value!.Value, 6));
        Assert.Equal(67_500, Math.Round(value.ToComplete.Value!.Value, 6));
        Assert.Equal(-12_500, Math.Round(value.VarianceAtCompletion.Value!.Value, 6));
        Assert.Equal(60_000m / 55_000m, value.ToCompleteIndex.Value);
        Assert.Equal(105_000, (value with { Method = EacMethods.OneOff }).AtCompletion.Value);
        Assert.Equal(129_375, Math.Round((value with { Method = EacMethods.CpiSpi }).AtCompletion.Value!.Value, 6));
    }

    [Fact]
    public void A_missing_input_or_a_zero_denominator_gives_a_reason_and_never_a_number()
    {
        Assert.Equal(MissingReason.NoBudget, Of(0, 10, 0.5m, 0.5m).CostIndex.Missing);
        Assert.Equal(MissingReason.NoCost, Of(100, 0, 0.5m, 0.5m).CostIndex.Missing);
        Assert.Equal(MissingReason.NoSchedule, Of(100, 10, 0.5m, 0).ScheduleIndex.Missing);
        Assert.Equal(MissingReason.NothingEarned, Of(100, 10, 0, 0.5m).AtCompletion.Missing);
        Assert.Equal(MissingReason.BudgetSpent, Of(100, 100, 0.5m, 0.5m).ToCompleteIndex.Missing);
        var unmeasured = new EarnedValue(Measure.Of(100), Measure.Of(10), Measure.None(MissingReason.NotMeasured), Measure.Of(1), EacMethods.Cpi);
        Assert.Equal((null, MissingReason.NotMeasured), (unmeasured.CostIndex.Value, unmeasured.CostIndex.Missing));
    }

    [Fact]
    public void Indices_and_variances_agree_in_sign_and_estimates_in_sum() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
            (from budget in Amounts
             from actual in Amounts
             from done in Shares
             from planned in Shares
             from method in Gen.Elements(EacMethods.All.ToArray())
             select new EarnedValue(Measure.Of(budget), Measure.Of(actual), Measure.Of(done), Measure.Of(planned), method)).ToArbitrary(), value =>
            {
                if (value.CostIndex.Value is { } index) Assert.Equal(index.CompareTo(1m), value.CostVariance.Value!.Value.CompareTo(0m));
                if (value.ScheduleIndex.Value is { } pace) Assert.Equal(pace.CompareTo(1m), value.ScheduleVariance.Value!.Value.CompareTo(0m));
                if (value.AtCompletion.Value is { } end)
                {
                    Assert.Equal(end, value.ToComplete.Value!.Value + value.Actual.Value!.Value, 4);
                    Assert.Equal(value.Budget.Value!.Value, value.VarianceAtCompletion.Value!.Value + end, 4);
                }

                foreach (var measure in new[] { value.CostIndex, value.ScheduleIndex, value.AtCompletion, value.ToCompleteIndex, value.Earned })
                    Assert.Equal(measure.Value is null, measure.Missing != MissingReason.None);
            }));

    [Fact]
    public void Two_currencies_add_up_only_by_a_dated_rate()
    {
        var (euro, franc, dollar) = (Currency.Of("EUR"), Currency.Of("XAF"), Currency.Of("USD"));
        var day = new DateOnly(2026, 6, 1);
        var book = new RateBook(
            [new(euro, franc, 600, day.AddYears(-5)), new(euro, franc, 655.957m, day.AddYears(-1)), new(euro, franc, 700, day.AddDays(1))], day);

        Assert.Equal(1655.957m, book.Sum(franc, [new(1000, franc), new(1, euro)]).Value);
        Assert.Equal(2m, Math.Round(book.In(euro, new(1311.914m, franc)).Value!.Value, 10));
        Assert.Equal(MissingReason.NoRate, book.Sum(franc, [new(1, franc), new(1, dollar)]).Missing);
        Assert.Equal(1, book.Sum(franc, [new(1, franc), new(0, dollar)]).Value);
    }

    [Fact]
    public void Sums_are_not_rounded_before_they_are_shown() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.ListOf(Amounts).ToArbitrary(), amounts =>
        {
            var franc = Currency.Of("XAF");
            var sum = RateBook.Empty.Sum(franc, amounts.Select(amount => new Domain.Shared.Money(amount, franc))).Value;
            Assert.Equal(amounts.Sum(), sum);
            Assert.True(Math.Abs(franc.Round(sum!.Value) - sum.Value) <= 0.5m);
        }));

    [Fact]
    public void A_credit_note_lowers_the_cost() =>
        Assert.Equal(70, ActualCost.Of(0, [(100, 0), (-30, 0)]));

    [Fact]
    public void Progress_is_what_was_said_last_of_the_whole_or_the_weighed_phases()
    {
        var day = new DateOnly(2026, 1, 1);
        var whole = new ProgressEntry(null, 30, 1, day, 1);
        var works = new ProgressEntry(ProjectPhases.Works, 50, 3, day.AddDays(1), 2);
        var handover = new ProgressEntry(ProjectPhases.Handover, 10, 1, day, 3);

        Assert.Equal(0.3m, PhysicalProgress.Of([whole]).Value);
        Assert.Equal(0.4m, PhysicalProgress.Of([whole, works, handover]).Value);
        Assert.Equal(0.3m, PhysicalProgress.Of([whole with { RecordedOn = day.AddDays(2) }, works, handover]).Value);
        Assert.Equal(MissingReason.NotMeasured, PhysicalProgress.Of([]).Missing);
        Assert.Equal(0.5m, PlannedProgress.Of(day, day.AddDays(10), day.AddDays(5)).Value);
        Assert.Equal(MissingReason.NoSchedule, PlannedProgress.Of(null, day, day).Missing);
    }

    [Fact]
    public void Stock_lasts_as_long_as_its_mean_use_and_tells_when_it_runs_out()
    {
        var day = new DateOnly(2026, 1, 1);
        var cover = new StockCover(OnHand: 50, Used: 140, ReorderPoint: 40, LeadTimeDays: 9);

        Assert.Equal(10, cover.Days.Value);
        Assert.Equal(day.AddDays(10), cover.OutOn(day));
        Assert.False(cover.AtRisk);
        Assert.True((cover with { LeadTimeDays = 11 }).AtRisk);
        Assert.True((cover with { OnHand = 40 }).AtRisk);
        Assert.Equal(MissingReason.NoConsumption, (cover with { Used = 0 }).Days.Missing);
        Assert.Equal(MissingReason.NothingDue, new SupplierScore(0, 0, 0, 0).OnTimeRate.Missing);
        Assert.Equal(0.75m, new SupplierScore(4, 3, 1, 6).OnTimeRate.Value);
        Assert.Equal(6, new SupplierScore(4, 3, 1, 6).MeanDaysLate.Value);
    }

    [Theory]
    [InlineData(KpiDirections.Higher, KpiTrend.Better, 50, 10, 20, 30)]
    [InlineData(KpiDirections.Lower, KpiTrend.Worse, 50, 10, 20, 30)]
    [InlineData(KpiDirections.Higher, KpiTrend.Steady, 0, 100, 90, 101)]
    [InlineData(KpiDirections.Lower, KpiTrend.Better, 5, 9, 7, 3)]
    public void A_trend_reads_the_last_three_periods(string direction, KpiTrend expected, int first, int second, int third, int last) =>
        Assert.Equal(expected, KpiTrends.Of([first, second, third, last], direction));

    private static EarnedValue Of(decimal budget, decimal actual, decimal done, decimal planned) =>
        new(Measure.Of(budget), Measure.Of(actual), Measure.Of(done), Measure.Of(planned), EacMethods.Cpi);
}
