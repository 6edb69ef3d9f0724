using FsCheck;
using FsCheck.Fluent;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;
using Peppi.Domain.Supply;

namespace Peppi.Domain.Tests.Shared;

public sealed class Formulas_hold_for_any_input
{
    private static readonly Currency Franc = Currency.Of("XAF");
    private static readonly Currency Euro = Currency.Of("EUR");
    private static readonly DateOnly Day = new(2026, 11, 23);

    private static readonly Gen<decimal> Amounts = Gen.Choose(-1_000_000, 1_000_000).Select(cents => cents / 100m);
    private static readonly Gen<decimal> Rates = Gen.Choose(1, 1_000_000).Select(part => part / 1000m);
    private static readonly Gen<DateOnly> Days = Gen.Choose(-4000, 4000).Select(Day.AddDays);

    [Fact]
    public void Two_currencies_add_up_at_the_rate_of_the_day_and_without_one_not_at_all() => Hold(
        from francs in Gen.ListOf(Amounts)
        from euros in Gen.ListOf(Amounts)
        from rate in Rates
        from since in Days
        select (Francs: francs, Euros: euros, Rate: rate, Since: since), given =>
        {
            var book = new RateBook([new DatedRate(Euro, Franc, given.Rate, given.Since), new DatedRate(Euro, Franc, given.Rate * 2, given.Since.AddDays(-1))], Day);
            var sum = book.Sum(Franc, [.. given.Francs.Select(amount => new Money(amount, Franc)), .. given.Euros.Select(amount => new Money(amount, Euro))]);
            decimal? known = given.Since <= Day ? given.Rate : given.Since <= Day.AddDays(1) ? given.Rate * 2 : null;
            if (given.Euros.All(amount => amount == 0)) Assert.Equal(given.Francs.Sum(), sum.Value);
            else if (known is null) Assert.Equal(Measure.None(MissingReason.NoRate), sum);
            else Assert.Equal(given.Francs.Sum() + given.Euros.Sum(amount => amount * known.Value), sum.Value);
        });

    [Fact]
    public void A_rate_serves_both_ways() => Hold(from amount in Amounts from rate in Rates select (amount, rate), given =>
    {
        var book = new RateBook([new DatedRate(Euro, Franc, given.rate, Day)], Day);
        var back = book.In(Franc, new Money(given.amount, Franc)).Then(francs => book.In(Euro, new Money(francs, Franc))).Then(euros => book.In(Franc, new Money(euros, Euro)));
        Assert.True(Math.Abs(back.Value!.Value - given.amount) < 0.000001m);
    });

    [Fact]
    public void Nothing_is_divided_by_zero_and_the_reason_is_told() => Hold(from amount in Amounts from other in Amounts select (amount, other), given =>
    {
        Assert.Equal(Measure.None(MissingReason.NoBudget), new BudgetPosition(0, given.amount, given.other).CommitmentRate);
        Assert.Equal(Measure.None(MissingReason.NothingDue), new SupplierScore(0, 0, 0, 0).OnTimeRate);
        Assert.Equal(Measure.None(MissingReason.NothingDue), new SupplierScore(3, 3, 0, 0).MeanDaysLate);
        if (given.amount > 0) Assert.Equal(Measure.None(MissingReason.NoConsumption), new StockCover(given.amount, Math.Min(0, given.other), null, null).Days);
        Assert.Null(KpiProgress.Reached(given.amount, 0, KpiDirections.Higher).Value);
    });

    [Fact]
    public void What_is_late_is_positive_what_is_early_negative_and_what_is_not_due_is_neither() => Hold(from one in Days from two in Days select (one, two), given =>
    {
        Assert.Equal(given.two.CompareTo(given.one), Math.Sign(Slippage.Days(given.one, given.two)!.Value));
        Assert.Equal(Slippage.Days(given.one, given.two), -Slippage.Days(given.two, given.one));
        Assert.Equal(given.one < given.two, Overdue.Days(given.one, given.two) > 0);
        if (given.one >= given.two) Assert.Null(Overdue.Days(given.one, given.two));
    });

    [Fact]
    public void What_is_left_is_never_negative() => Hold(from whole in Amounts from part in Amounts select (Whole: Math.Abs(whole), Part: Math.Abs(part)), given =>
    {
        Assert.Equal(Math.Max(0, given.Whole - given.Part), RemainingCommitment.OfOrder(given.Whole, given.Part));
        Assert.Equal(given.Whole, Overdue.Outstanding(given.Whole, given.Part) + Math.Min(given.Whole, given.Part));
        Assert.True(ActualCost.OfInvoice(given.Whole, given.Part) >= 0);
    });

    [Fact]
    public void More_in_stock_lasts_no_shorter_and_more_use_no_longer() => Hold(
        from held in Gen.Choose(0, 1000)
        from more in Gen.Choose(0, 100)
        from used in Gen.Choose(1, 500)
        select (Held: held, More: more, Used: used), given =>
        {
            var cover = new StockCover(given.Held, given.Used, null, null);
            Assert.True(new StockCover(given.Held + given.More, given.Used, null, null).Days.Value >= cover.Days.Value);
            Assert.True(new StockCover(given.Held, given.Used + given.More, null, null).Days.Value <= cover.Days.Value);
            Assert.True(cover.OutOn(Day) is null || cover.OutOn(Day) >= Day);
        });

    [Fact]
    public void A_suppliers_lines_add_up_in_any_order_to_a_share() => Hold(
        Gen.ListOf(from due in Gen.Choose(0, 50) from kept in Gen.Choose(0, 50) from days in Gen.Choose(0, 90) select new SupplierScore(due, Math.Min(due, kept), due - Math.Min(due, kept), (due - Math.Min(due, kept)) * days)), lines =>
        {
            var sum = lines.Aggregate(new SupplierScore(0, 0, 0, 0), (left, right) => left + right);
            Assert.Equal(sum, Enumerable.Reverse(lines).Aggregate(new SupplierScore(0, 0, 0, 0), (left, right) => left + right));
            Assert.True(sum.OnTimeRate.Value is null or >= 0 and <= 1);
            Assert.True(sum.MeanDaysLate.Value is null or >= 0 and <= 90);
        });

    [Fact]
    public void A_better_value_never_stands_worse_whichever_way_is_better() => Hold(
        from target in Gen.Choose(1, 1000)
        from value in Gen.Choose(1, 1000)
        from better in Gen.Choose(0, 100)
        select (Target: target, Value: value, Better: better), given =>
        {
            static int Rank(KpiStanding standing) => standing switch { KpiStanding.Green => 2, KpiStanding.Amber => 1, KpiStanding.Red => 0, _ => throw new InvalidOperationException() };
            int Stands(decimal value, string direction) => Rank(KpiProgress.Standing(KpiProgress.Reached(value, given.Target, direction), null, null));
            Assert.True(Stands(given.Value + given.Better, KpiDirections.Higher) >= Stands(given.Value, KpiDirections.Higher));
            Assert.True(Stands(given.Value + given.Better, KpiDirections.Lower) <= Stands(given.Value, KpiDirections.Lower));
        });

    private static void Hold<T>(Gen<T> given, Action<T> holds) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(given.ToArbitrary(), holds));
}
