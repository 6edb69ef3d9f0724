using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Domain.Tests.Finance;

public sealed class BudgetPositionTests
{
    [Fact]
    public void An_invoice_paid_by_an_expense_counts_once() =>
        Assert.Equal(100m, ActualCost.Of(expenses: 100, [(Invoiced: 100, AlreadyExpensed: 100)]));

    [Fact]
    public void An_invoice_paid_in_part_counts_in_full() =>
        Assert.Equal(100m, ActualCost.Of(expenses: 60, [(Invoiced: 100, AlreadyExpensed: 60)]));

    [Fact]
    public void An_expense_above_its_invoice_takes_nothing_from_another_invoice() =>
        Assert.Equal(170m, ActualCost.Of(expenses: 120, [(Invoiced: 100, AlreadyExpensed: 120), (Invoiced: 50, AlreadyExpensed: 0)]));

    [Theory]
    [InlineData(100, 0, 100)]
    [InlineData(100, 40, 60)]
    [InlineData(100, 130, 0)]
    public void An_order_owes_what_is_not_billed_yet_and_never_less_than_nothing(decimal ordered, decimal invoiced, decimal owed) =>
        Assert.Equal(owed, RemainingCommitment.OfOrder(ordered, invoiced));

    [Fact]
    public void What_is_left_is_the_budget_less_actual_and_promised()
    {
        var position = new BudgetPosition(Budget: 1000, Actual: 500, Remaining: 350);

        Assert.Equal(850, position.Committed);
        Assert.Equal(150, position.Available);
        Assert.Equal(0.85m, position.CommitmentRate.Value);
    }

    [Fact]
    public void Without_a_budget_a_rate_is_missing_with_its_reason()
    {
        var position = new BudgetPosition(Budget: 0, Actual: 5, Remaining: 0);

        Assert.Null(position.CommitmentRate.Value);
        Assert.Equal(MissingReason.NoBudget, position.CommitmentRate.Missing);
        Assert.Equal(-5, position.Available);
    }

    [Theory]
    [InlineData("2026-11-22", null)]
    [InlineData("2026-11-21", 1)]
    [InlineData("2026-08-23", 91)]
    public void A_bill_is_overdue_from_the_day_after_it_was_due(string due, int? days) =>
        Assert.Equal(days, Overdue.Days(DateOnly.Parse(due, null), new DateOnly(2026, 11, 22)));

    [Theory]
    [InlineData(30, OverdueAge.Month)]
    [InlineData(31, OverdueAge.TwoMonths)]
    [InlineData(61, OverdueAge.ThreeMonths)]
    [InlineData(91, OverdueAge.Older)]
    public void Overdue_bills_fall_into_tranches(int days, OverdueAge age) => Assert.Equal(age, Overdue.Age(days));

    [Fact]
    public void Slippage_needs_both_dates()
    {
        Assert.Equal(14, Slippage.Days(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 15)));
        Assert.Null(Slippage.Days(null, new DateOnly(2026, 1, 15)));
    }

    [Theory]
    [InlineData(96, 100, "higher", KpiStanding.Green)]
    [InlineData(85, 100, "higher", KpiStanding.Amber)]
    [InlineData(50, 100, "higher", KpiStanding.Red)]
    [InlineData(100, 50, "lower", KpiStanding.Red)]
    [InlineData(0, 5, "lower", KpiStanding.Green)]
    public void A_KPI_is_judged_whichever_way_is_good(decimal current, decimal target, string direction, KpiStanding standing) =>
        Assert.Equal(standing, KpiProgress.Standing(KpiProgress.Reached(current, target, direction), amber: null, red: null));

    [Fact]
    public void A_KPI_without_a_target_is_unknown_and_says_why() =>
        Assert.Equal(MissingReason.NoTarget, KpiProgress.Reached(5, null, "higher").Missing);

    [Theory]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("2026-Q3", "2026-07-01", "2026-09-30")]
    [InlineData("2026-02", "2026-02-01", "2026-02-28")]
    [InlineData("2026-01-15..2026-03", "2026-01-15", "2026-03-31")]
    [InlineData("last_month", "2026-10-01", "2026-10-31")]
    [InlineData("this_quarter", "2026-10-01", "2026-12-31")]
    [InlineData("last_12_months", "2025-12-01", "2026-11-30")]
    public void A_period_is_read_as_people_write_it(string text, string start, string end) =>
        Assert.Equal(new Period(DateOnly.Parse(start, null), DateOnly.Parse(end, null)), ReportPeriod.Parse(text, new DateOnly(2026, 11, 22)));

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("2026-06..2026-01")]
    [InlineData("hier")]
    [InlineData("")]
    public void What_is_no_period_is_none(string text) => Assert.Null(ReportPeriod.Parse(text, new DateOnly(2026, 11, 22)));
}
