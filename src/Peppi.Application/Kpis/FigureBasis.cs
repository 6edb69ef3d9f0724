using Peppi.Application.Commercial.Contracts;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Strategie.Contracts;
using Peppi.Application.Supply.Contracts;
using Peppi.Domain.Commercial;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Kpis;

/// <summary>Computes one figure for a project, a line of its budget or all projects.</summary>
internal sealed class FigureBasis(MoneyFigures money, SupplyFigures supply, SalesFigures sales, KpiFigures kpis, TellFigure asked, DateOnly asOf)
{
    public static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    /// <summary>The projects that the figure was made of, where those were chosen one by one.</summary>
    public IReadOnlyList<int>? Projects { get; private set; }

    /// <summary>Whether it was made of the projects that are neither archived nor cancelled, rather than of all whose rows can be seen.</summary>
    public bool OfOpenProjects { get; private set; }

    /// <summary>The first of the invoices that it was made of, where those had to be found for the sum.</summary>
    public IReadOnlyList<int> Invoices { get; private set; } = [];

    /// <summary>The first of the lines of the log of sales.</summary>
    public IReadOnlyList<int> Sales { get; private set; } = [];

    private RateBook rates = RateBook.Empty;
    private Currency home;

    /// <summary>The currency that money is told in.</summary>
    public Currency Currency { get; private set; } = asked.Currency is { } code ? Domain.Shared.Currency.Of(code) : money.GroupCurrency;

    public Task<(Measure Value, IReadOnlyDictionary<string, object?> Inputs)> ComputeAsync(CancellationToken cancellationToken) => asked.Name switch
    {
        "on_time_rate" or "mean_days_late" or "late_deliveries" or "value_at_risk" => DeliveriesAsync(cancellationToken),
        "stock_cover" or "stock_at_risk" => StockAsync(cancellationToken),
        "overdue_payable" => OverdueAsync(FinanceDirections.Payable, cancellationToken),
        "overdue_receivable" => OverdueAsync(FinanceDirections.Receivable, cancellationToken),
        "cash_flow" => CashAsync(cancellationToken),
        "cash_forecast" => ForecastAsync(cancellationToken),
        "status" => new KpiBasis(kpis, asked, asOf).StatusAsync(cancellationToken),
        "trend" => new KpiBasis(kpis, asked, asOf).TrendAsync(cancellationToken),
        "absorption" or "sales_velocity" or "months_of_supply" or "presales_rate" or "time_to_sell" => SalesAsync(cancellationToken),
        "reservation_conversion" => ConversionAsync(cancellationToken),
        "pipeline" => PipelineAsync(cancellationToken),
        _ => asked.ProjectId is { } project ? OfProjectAsync(project, cancellationToken) : OfPortfolioAsync(cancellationToken),
    };

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> OfProjectAsync(int id, CancellationToken cancellationToken)
    {
        if (await money.OfProjectAsync(id, asOf, cancellationToken, asked.Category) is not { } project) return (Measure.None(MissingReason.NoRows), Nothing);
        await TellInAsync(project.Sums.Currency, cancellationToken);
        var sums = project.Sums;
        var value = project.Value;
        if (asked.Name == "slippage")
        {
            var days = project.SlippageDays is { } known ? Measure.Of(known) : Measure.None(MissingReason.NoSchedule);
            return (days, Inputs(("baseline_end", project.Project.EndDate), ("forecast_end", project.Project.ForecastEndDate)));
        }

        if (asked.Name == "late_rate") return LateRate([project]);
        return Told(Of(sums, value.Earned, value.PlannedValue, value.CostIndex, value.ScheduleIndex, value.AtCompletion, value.Complete, value.Planned, value.Actual),
            ("eac_method", project.Project.EacMethod), ("percent_complete", value.Complete.Value * 100), ("planned_percent", value.Planned.Value * 100));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> OfPortfolioAsync(CancellationToken cancellationToken)
    {
        var portfolio = await money.OfPortfolioAsync(asOf, cancellationToken, asked.Category);
        if (portfolio.Projects.Count == 0) return (Measure.None(MissingReason.NoRows), Nothing);
        await TellInAsync(portfolio.Currency, cancellationToken, group: true);
        var value = portfolio.Value;
        if (asked.Name is "slippage" or "late_rate") Projects = [.. portfolio.Projects.Where(project => project.SlippageDays is not null).Select(project => project.Project.Id)];
        if (asked.Name == "slippage")
        {
            var slips = portfolio.Projects.Select(project => project.SlippageDays).OfType<int>().ToList();
            return (slips.Count == 0 ? Measure.None(MissingReason.NoSchedule) : Measure.Of(slips.Max()), Inputs(("projects", slips.Count)));
        }

        if (asked.Name == "late_rate") return LateRate(portfolio.Projects);
        var sums = portfolio.Sums;
        if (asked.Name is "ev" or "pv" or "cv" or "sv" or "cpi" or "spi" or "progress" or "planned_progress" or "tcpi") Projects = value.MeasuredProjects;
        else OfOpenProjects = true;

        // Progress of a portfolio is what was earned of the budget of those projects where it was measured; so is the rest of it.
        var (complete, planned) = (Share(value.Earned), Share(value.Planned));
        Measure Share(Measure part) => part.With(value.Budget, (told, budget) => Measure.Ratio(told, budget, MissingReason.NoBudget));
        if (asked.Name == "tcpi") sums = sums with { Budget = value.Budget, Actual = value.Actual };
        return Told(Of(sums, value.Earned, value.Planned, value.CostIndex, value.ScheduleIndex, value.AtCompletion, complete, planned, value.Actual),
            ("projects", portfolio.Projects.Count), ("measured_projects", value.Measured), ("unmeasured_projects", value.Unmeasured));
    }

    private (Measure Value, MoneySums Sums, Measure Earned, Measure Planned, Measure AtCompletion) Of(
        MoneySums sums, Measure earned, Measure planned, Measure costIndex, Measure scheduleIndex, Measure atCompletion, Measure complete, Measure due, Measure measuredActual)
    {
        var value = asked.Name switch
        {
            "baseline" => sums.Baseline,
            "budget" => sums.Budget,
            "actual" => sums.Actual,
            "remaining_commitment" => sums.Remaining,
            "committed" => sums.Committed,
            "available" => sums.Available,
            "commitment_rate" => sums.CommitmentRate,
            "pending_orders" => sums.Pending,
            "received_not_billed" => sums.Unbilled,
            "retention" => sums.Retention,
            "progress" => complete,
            "planned_progress" => due,
            "ev" => earned,
            "pv" => planned,
            "cv" => earned - measuredActual,
            "sv" => earned - planned,
            "cpi" => costIndex,
            "spi" => scheduleIndex,
            "eac" => atCompletion,
            "etc" => atCompletion - sums.Actual,
            "vac" => sums.Budget - atCompletion,
            "tcpi" => (sums.Budget - earned).With(sums.Budget - sums.Actual, (work, rest) => Measure.Ratio(work, rest, MissingReason.BudgetSpent)),
            _ => throw new InvalidOperationException($"The figure {asked.Name} has no formula."),
        };
        return (value, sums, earned, planned, atCompletion);
    }

    private (Measure, IReadOnlyDictionary<string, object?>) Told(
        (Measure Value, MoneySums Sums, Measure Earned, Measure Planned, Measure AtCompletion) found, params (string, object?)[] more)
    {
        var inputs = Inputs([
            ("budget", InAsked(found.Sums.Budget).Value), ("actual", InAsked(found.Sums.Actual).Value), ("remaining_commitment", InAsked(found.Sums.Remaining).Value),
            ("earned_value", InAsked(found.Earned).Value), ("planned_value", InAsked(found.Planned).Value), ("currency", Currency.Code), .. more]);
        return (FigureCatalog.All[asked.Name].Unit == FigureUnit.Currency ? InAsked(found.Value) : found.Value, inputs);
    }

    private static (Measure, IReadOnlyDictionary<string, object?>) LateRate(IReadOnlyCollection<ProjectMoney> projects)
    {
        var known = projects.Where(project => project.SlippageDays is not null).ToList();
        var late = known.Count(project => project.SlippageDays > 0);
        return (Measure.Ratio(late, known.Count, MissingReason.NoSchedule), Inputs(("late_projects", late), ("dated_projects", known.Count)));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> DeliveriesAsync(CancellationToken cancellationToken)
    {
        await TellInProjectsAsync(cancellationToken);
        var lines = await supply.DeliveriesAsync(asked.ProjectId, asked.Supplier, asOf, cancellationToken);
        var score = lines.Aggregate(new SupplierScore(0, 0, 0, 0), (sum, line) => sum + line.Score);
        var value = asked.Name switch
        {
            "on_time_rate" => score.OnTimeRate,
            "mean_days_late" => score.MeanDaysLate,
            "late_deliveries" => Measure.Of(lines.Sum(line => line.OpenLate)),
            _ => rates.Sum(Currency, lines.Select(line => new Money(line.AtRisk, line.Currency ?? money.GroupCurrency))),
        };
        return (value, Inputs(("lines_due", score.Due), ("on_time", score.OnTime), ("late", score.Late), ("days_late", score.DaysLate), ("still_awaited", lines.Sum(line => line.OpenLate))));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> StockAsync(CancellationToken cancellationToken)
    {
        var items = (await supply.StockAsync(asked.ProjectId, asOf, cancellationToken)).Where(line => asked.ItemId is null || line.Item.Id == asked.ItemId).ToList();
        if (items.Count == 0) return (Measure.None(MissingReason.NoRows), Nothing);
        if (asked.Name == "stock_at_risk") return (Measure.Of(items.Count(line => line.Cover.AtRisk)), Inputs(("items", items.Count), ("out_of_stock", items.Count(line => line.Cover.IsOut))));

        var shortest = items.OrderBy(line => line.Cover.Days.Value ?? decimal.MaxValue).First();
        var cover = shortest.Cover;
        return (cover.Days, Inputs(("item_id", shortest.Item.Id), ("item_name", shortest.Item.ItemName), ("on_hand", cover.OnHand), ("used", cover.Used), ("days", StockCover.Window),
            ("mean_daily_use", cover.DailyUse), ("reorder_point", cover.ReorderPoint), ("lead_time_days", cover.LeadTimeDays), ("out_of_stock_on", cover.OutOn(asOf)), ("at_risk", cover.AtRisk)));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> OverdueAsync(string direction, CancellationToken cancellationToken)
    {
        await TellInProjectsAsync(cancellationToken);
        var tranches = (await money.OverdueAsync(asked.ProjectId, asOf, cancellationToken)).Where(line => line.Direction == direction).ToList();
        Invoices = First(tranches.SelectMany(tranche => tranche.Ids));
        Measure Sum(OverdueAge? age) => rates.Sum(Currency, tranches.Where(line => age is null || line.Age == age).Select(line => new Money(line.Outstanding, line.Currency)));
        return (Sum(null), Inputs(("invoices", tranches.Sum(line => line.Invoices)), ("days_0_30", Sum(OverdueAge.Month).Value), ("days_31_60", Sum(OverdueAge.TwoMonths).Value),
            ("days_61_90", Sum(OverdueAge.ThreeMonths).Value), ("days_over_90", Sum(OverdueAge.Older).Value)));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> SalesAsync(CancellationToken cancellationToken)
    {
        var position = await sales.OfAsync(asked.ProjectId, asOf, cancellationToken);
        var value = asked.Name switch
        {
            "absorption" => position.Absorption,
            "sales_velocity" => position.Velocity,
            "months_of_supply" => position.MonthsOfSupply,
            "presales_rate" => position.PresalesRate,
            _ => position.TimeToSell,
        };
        return (value, Inputs(("units", position.Units), ("sold", position.Sold), ("sold_before_delivery", position.SoldBeforeDelivery), ("remaining", position.Remaining),
            ("on_offer_at_start_of_month", position.OnOfferAtStart), ("sold_in_month", position.SoldInMonth), ("sales_in_window", position.SalesLately),
            ("given_back_in_window", position.CancelledLately), ("window_months", SalesPosition.VelocityMonths), ("timed_sales", position.Timed), ("days_to_sell", position.DaysToSell)));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> ConversionAsync(CancellationToken cancellationToken)
    {
        var (months, together) = await sales.CohortsAsync(asked.ProjectId, asOf, cancellationToken);
        return (together.Conversion, Inputs(("reservations", together.Reservations), ("paid_in_time", together.Paid), ("within_days", ReservationCohort.PaidWithin), ("given_up", together.GivenUp),
            ("cancellation_rate", together.CancellationRate.Value), ("median_days", together.MedianDays.Value), ("months", months.Select(month => new Dictionary<string, object?>
            {
                ["month"] = month.Month,
                ["reservations"] = month.Reservations,
                ["paid_in_time"] = month.Paid,
                ["conversion"] = month.Conversion.Value,
                ["median_days"] = month.MedianDays.Value,
                ["cancellation_rate"] = month.CancellationRate.Value,
            }).ToList())));
    }

    // Who has reserved or signed is no prospect any more.
    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> PipelineAsync(CancellationToken cancellationToken)
    {
        await TellInProjectsAsync(cancellationToken);
        var pipeline = await sales.PipelineAsync(asked.ProjectId, asOf, cancellationToken);
        if (pipeline.Cells.Count == 0) return (Measure.None(MissingReason.NoRows), Nothing);
        Measure Sum(IEnumerable<PipelineCell> of, Func<PipelineCell, decimal> part) => rates.Sum(Currency, of.Select(cell => new Money(part(cell), cell.Currency ?? money.GroupCurrency)));
        string[] early = [PipelineStages.Contact, PipelineStages.Visit, PipelineStages.Offer];
        var prospects = pipeline.Cells.Where(cell => cell.IsOpen && early.Contains(cell.Stage)).ToList();
        return (Sum(prospects, cell => cell.Expected), Inputs(("prospects", prospects.Sum(cell => cell.Count)), ("worth", Sum(prospects, cell => cell.Worth).Value),
            ("stages", PipelineStages.All.Select(stage => new Dictionary<string, object?>
            {
                ["stage"] = stage,
                ["count"] = pipeline.At(stage),
                ["worth"] = Sum(pipeline.Cells.Where(cell => cell.IsOpen && cell.Stage == stage), cell => cell.Worth).Value,
                ["reached"] = pipeline.Reached(stage),
                ["conversion"] = pipeline.Conversion(stage).Value,
            }).ToList())));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> CashAsync(CancellationToken cancellationToken)
    {
        await TellInProjectsAsync(cancellationToken);
        var months = await money.CashAsync(asked.ProjectId, asOf, cancellationToken);
        Measure Sum(IEnumerable<MoneyMonth> of, Func<MoneyMonth, decimal> part) => rates.Sum(Currency, of.Select(month => new Money(part(month), month.Currency)));
        var cumulative = Measure.Of(0);
        var byMonth = months.GroupBy(month => month.Month).OrderBy(group => group.Key).Select(group => new Dictionary<string, object?>
        {
            ["month"] = group.Key,
            ["cash_in"] = Sum(group, month => month.CashIn).Value,
            ["cash_out"] = Sum(group, month => month.CashOut).Value,
            ["cumulative"] = (cumulative += Sum(group, month => month.CashIn - month.CashOut)).Value,
        }).ToList();
        return (Sum(months, month => month.CashIn - month.CashOut),
            Inputs(("cash_in", Sum(months, month => month.CashIn).Value), ("cash_out", Sum(months, month => month.CashOut).Value), ("months", byMonth)));
    }

    private async Task<(Measure, IReadOnlyDictionary<string, object?>)> ForecastAsync(CancellationToken cancellationToken)
    {
        await TellInProjectsAsync(cancellationToken);
        Measure Sum(IEnumerable<MoneyAhead> of) => rates.Sum(Currency, of.Select(month => new Money(month.CashIn - month.CashOut, month.Currency)));
        var start = rates.Sum(Currency, (await money.CashAsync(asked.ProjectId, asOf, cancellationToken)).Select(month => new Money(month.CashIn - month.CashOut, month.Currency)));
        var months = await money.CashToComeAsync(asked.ProjectId, asOf, cancellationToken);
        Invoices = First(months.SelectMany(month => month.Invoices));
        Sales = First(months.SelectMany(month => month.Sales));
        var cumulative = start;
        var byMonth = Enumerable.Range(0, 4).Select(ahead => new DateOnly(asOf.Year, asOf.Month, 1).AddMonths(ahead)).Select(month =>
        {
            var here = months.Where(row => row.Month == month).ToList();
            return new Dictionary<string, object?>
            {
                ["month"] = month,
                ["cash_in"] = rates.Sum(Currency, here.Select(row => new Money(row.CashIn, row.Currency))).Value,
                ["cash_out"] = rates.Sum(Currency, here.Select(row => new Money(row.CashOut, row.Currency))).Value,
                ["cumulative"] = (cumulative += Sum(here)).Value,
            };
        }).ToList();
        return (Sum(months), Inputs(("cash_to_date", start.Value), ("cash_at_end", cumulative.Value), ("until", MoneyFigures.ForecastUntil(asOf)), ("months", byMonth)));
    }

    private async Task TellInAsync(Currency own, CancellationToken cancellationToken, bool group = false)
    {
        rates = await money.RatesAsync(asOf, cancellationToken);
        home = own;
        if (asked.Currency is null && !group) Currency = own;
    }

    // Figures that are not of a budget are told in the project's currency too.
    private async Task TellInProjectsAsync(CancellationToken cancellationToken)
    {
        rates = await money.RatesAsync(asOf, cancellationToken);
        if (asked is { Currency: null, ProjectId: { } project }) Currency = await money.CurrencyOfAsync(project, asOf, cancellationToken);
    }

    private static List<int> First(IEnumerable<int> ids) => [.. ids.Distinct().Order().Take(FigureSource.MostIds + 1)];

    private Measure InAsked(Measure amount) => amount.Then(value => rates.In(Currency, new Money(value, home)));

    private static Dictionary<string, object?> Inputs(params (string Name, object? Value)[] inputs) =>
        inputs.ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);
}
