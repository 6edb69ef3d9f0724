using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance.Contracts;

/// <summary>The sums of one project, line of its budget and currency, as the caller may see them.</summary>
/// <param name="ProjectId">The project; null for rows without one.</param>
/// <param name="Category">The line; null for rows without one.</param>
/// <param name="Currency">The currency: the rows' own, else their project's.</param>
/// <param name="Baseline">The budget as it was agreed at first.</param>
/// <param name="Position">Budget, actual, remaining commitment.</param>
public sealed record MoneyLine(int? ProjectId, string? Category, Currency Currency, decimal Baseline, BudgetPosition Position)
{
    /// <summary>Ordered and not yet confirmed by the supplier: no commitment, yet budget policies count it.</summary>
    public decimal Pending { get; init; }

    /// <summary>Part of the remaining commitment whose goods have come without their invoice.</summary>
    public decimal Unbilled { get; init; }

    /// <summary>Retention (retenue de garantie) withheld and not released.</summary>
    public decimal Retention { get; init; }
}

/// <summary>Sums that may lie in several currencies, told in one; none, with the reason, where a rate is missing.</summary>
public sealed record MoneySums
{
    /// <summary>The currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Budget as it was agreed at first.</summary>
    public Measure Baseline { get; init; }

    /// <summary>Budget now (BAC).</summary>
    public Measure Budget { get; init; }

    /// <summary>Actual cost (AC).</summary>
    public Measure Actual { get; init; }

    /// <summary>Remaining commitment.</summary>
    public Measure Remaining { get; init; }

    /// <summary>Ordered and not yet confirmed.</summary>
    public Measure Pending { get; init; }

    /// <summary>Came without an invoice yet.</summary>
    public Measure Unbilled { get; init; }

    /// <summary>Retention withheld.</summary>
    public Measure Retention { get; init; }

    /// <summary>Actual and remaining commitment.</summary>
    public Measure Committed => Actual + Remaining;

    /// <summary>Budget less committed.</summary>
    public Measure Available => Budget - Committed;

    /// <summary>Committed as a share of the budget.</summary>
    public Measure CommitmentRate => Committed.With(Budget, (committed, budget) => Measure.Ratio(committed, budget, MissingReason.NoBudget));

    /// <summary>Lines of any currency, together in one.</summary>
    public static MoneySums Of(IReadOnlyCollection<MoneyLine> lines, Currency currency, RateBook rates)
    {
        Measure Sum(Func<MoneyLine, decimal> part) => rates.Sum(currency, lines.Select(line => new Money(part(line), line.Currency)));
        return new MoneySums
        {
            Currency = currency,
            Baseline = Sum(line => line.Baseline),
            Budget = Sum(line => line.Position.Budget),
            Actual = Sum(line => line.Position.Actual),
            Remaining = Sum(line => line.Position.Remaining),
            Pending = Sum(line => line.Pending),
            Unbilled = Sum(line => line.Unbilled),
            Retention = Sum(line => line.Retention),
        };
    }
}

/// <summary>One project's money and time as of a day.</summary>
/// <param name="Project">The project.</param>
/// <param name="Sums">Its money in its own currency.</param>
/// <param name="Value">Earned value in its own currency.</param>
/// <param name="Lines">The sums by line and currency that both are made of.</param>
public sealed record ProjectMoney(Project Project, MoneySums Sums, EarnedValue Value, IReadOnlyList<MoneyLine> Lines)
{
    /// <summary>Days between its baseline and the end expected now.</summary>
    public int? SlippageDays => Slippage.Days(Project.EndDate, Project.ForecastEndDate);
}

/// <summary>All projects that the caller may see, each and together.</summary>
/// <param name="Currency">The group's currency.</param>
/// <param name="AsOf">The day.</param>
/// <param name="Projects">Each, in its own currency.</param>
/// <param name="Sums">All money together.</param>
/// <param name="Value">Earned value of those projects whose inputs are all there; its estimate at completion is the sum of theirs.</param>
public sealed record PortfolioMoney(Currency Currency, DateOnly AsOf, IReadOnlyList<ProjectMoney> Projects, MoneySums Sums, PortfolioValue Value);

/// <summary>Earned value of a portfolio: sums of the projects' own figures, never formulas over sums of unlike projects.</summary>
public sealed record PortfolioValue
{
    /// <summary>Σ earned value.</summary>
    public Measure Earned { get; init; }

    /// <summary>Σ planned value.</summary>
    public Measure Planned { get; init; }

    /// <summary>Σ budgets of the same projects.</summary>
    public Measure Budget { get; init; }

    /// <summary>Σ actual cost of the same projects.</summary>
    public Measure Actual { get; init; }

    /// <summary>Σ estimates at completion; where a project has none, its budget stands in.</summary>
    public Measure AtCompletion { get; init; }

    /// <summary>Projects that the indices are made of.</summary>
    public int Measured { get; init; }

    /// <summary>Their keys.</summary>
    public IReadOnlyList<int> MeasuredProjects { get; init; } = [];

    /// <summary>Projects whose progress or dates are missing.</summary>
    public int Unmeasured { get; init; }

    /// <summary>Σ EV / Σ AC.</summary>
    public Measure CostIndex => Earned.With(Actual, (earned, actual) => Measure.Ratio(earned, actual, MissingReason.NoCost));

    /// <summary>Σ EV / Σ PV.</summary>
    public Measure ScheduleIndex => Earned.With(Planned, (earned, planned) => Measure.Ratio(earned, planned, MissingReason.NoSchedule));
}

/// <summary>Cost and cash of one month in one currency.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Expenses">Expenses recorded in it.</param>
/// <param name="Invoices">Of the invoices recorded in it, what is not already an expense.</param>
/// <param name="CashOut">What was paid out in it.</param>
/// <param name="CashIn">What came in: paid receivables and payments of buyers.</param>
public sealed record MoneyMonth(int? ProjectId, Currency Currency, DateOnly Month, decimal Expenses, decimal Invoices, decimal CashOut, decimal CashIn);

/// <summary>What falls due in one month in one currency.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="CashOut">What is to be paid.</param>
/// <param name="CashIn">What is to be paid to us.</param>
/// <param name="Invoices">The first 1,001 keys of its rows in <c>finances</c>.</param>
/// <param name="Sales">Those in <c>commercial_activities</c>.</param>
public sealed record MoneyAhead(Currency Currency, DateOnly Month, decimal CashOut, decimal CashIn, IReadOnlyList<int> Invoices, IReadOnlyList<int> Sales);

/// <summary>An invoice whose day of payment has passed.</summary>
/// <param name="Id">The row of <c>finances</c>.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Direction">One of <see cref="FinanceDirections"/>.</param>
/// <param name="DueDate">The day.</param>
/// <param name="Outstanding">What is still due, less retention that is rightly held back.</param>
public sealed record OverdueItem(int Id, int? ProjectId, Currency Currency, string Direction, DateOnly DueDate, decimal Outstanding);

/// <summary>Overdue money of one tranche.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Direction">One of <see cref="FinanceDirections"/>.</param>
/// <param name="Age">The tranche.</param>
/// <param name="Invoices">How many.</param>
/// <param name="Outstanding">What is due.</param>
/// <param name="Ids">Their first 1,001 keys.</param>
public sealed record OverdueTranche(int? ProjectId, Currency Currency, string Direction, OverdueAge Age, int Invoices, decimal Outstanding, IReadOnlyList<int> Ids);
