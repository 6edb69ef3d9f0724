using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance.Contracts;

/// <summary>
/// Every figure of money, as of any day and with the caller's own rights: sums from PostgreSQL, formulas from Domain. REST, reports,
/// alert rules and pages all ask here. It reads within the caller's transaction, so inside a use case or a begun transaction only.
/// </summary>
public sealed partial class MoneyFigures(PeppiDbContext db, IOptions<FinanceOptions> options)
{
    // Before any money that a group may remember.
    private static readonly DateOnly First = new(1900, 1, 1);

    private readonly Dictionary<int, Currency?> currencies = [];

    /// <summary>The currency that portfolios are told in.</summary>
    public Currency GroupCurrency { get; } = Currency.Of(options.Value.GroupCurrency);

    /// <summary>The sums by project, line and currency.</summary>
    public Task<IReadOnlyList<MoneyLine>> LinesAsync(int? project, DateOnly asOf, CancellationToken cancellationToken) =>
        LinesAsync(project is { } one ? [one] : null, asOf, cancellationToken);

    private async Task<IReadOnlyList<MoneyLine>> LinesAsync(int[]? projects, DateOnly asOf, CancellationToken cancellationToken) =>
        await LinesOfAsync(await db.Money(projects, asOf).ToListAsync(cancellationToken), cancellationToken);

    // Where nobody asks for lines, PostgreSQL puts them together: a portfolio has ten times as many lines as projects.
    private async Task<IReadOnlyList<MoneyLine>> TogetherAsync(DateOnly asOf, CancellationToken cancellationToken) =>
        await LinesOfAsync(await db.Money(null, asOf).GroupBy(row => new { row.ProjectId, row.Currency }).Select(lines => new MoneyRow
        {
            ProjectId = lines.Key.ProjectId,
            Currency = lines.Key.Currency,
            Baseline = lines.Sum(row => row.Baseline),
            Budget = lines.Sum(row => row.Budget),
            Actual = lines.Sum(row => row.Actual),
            Retention = lines.Sum(row => row.Retention),
            Remaining = lines.Sum(row => row.Remaining),
            Pending = lines.Sum(row => row.Pending),
            Unbilled = lines.Sum(row => row.Unbilled),
        }).ToListAsync(cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<MoneyLine>> LinesOfAsync(IReadOnlyList<MoneyRow> rows, CancellationToken cancellationToken)
    {
        await LearnCurrenciesAsync(rows.Where(row => row.Currency is null).Select(row => row.ProjectId), cancellationToken);
        return [.. rows.Select(row => new MoneyLine(row.ProjectId, row.Category, CurrencyOf(row.ProjectId, row.Currency), row.Baseline, new(row.Budget, row.Actual, row.Remaining))
        {
            Pending = row.Pending,
            Unbilled = row.Unbilled,
            Retention = row.Retention,
        })];
    }

    /// <summary>The rates that hold on a day.</summary>
    public async Task<RateBook> RatesAsync(DateOnly asOf, CancellationToken cancellationToken) =>
        new((await db.RatesOn(asOf).ToListAsync(cancellationToken)).Select(row => new DatedRate(Currency.Of(row.Currency), Currency.Of(row.QuoteCurrency), row.Rate, row.ValidFrom)), asOf);

    /// <summary>One project, or one line of its budget, which is taken to be as far as its project; null where the caller may not see it.</summary>
    public async Task<ProjectMoney?> OfProjectAsync(int project, DateOnly asOf, CancellationToken cancellationToken, string? category = null) =>
        (await OfProjectsAsync(project, asOf, category, byLine: true, cancellationToken)).Projects.SingleOrDefault();

    /// <summary>All projects that the caller may see, or one line of their budgets, with archived and cancelled ones left out.</summary>
    /// <param name="asOf">The day.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="category">The line of their budgets; null for all.</param>
    /// <param name="byLine">Whether each project's lines are told apart; else they are one a currency.</param>
    public async Task<PortfolioMoney> OfPortfolioAsync(DateOnly asOf, CancellationToken cancellationToken, string? category = null, bool byLine = false)
    {
        var (projects, rates) = await OfProjectsAsync(null, asOf, category, byLine || category is not null, cancellationToken);
        return new PortfolioMoney(GroupCurrency, asOf, projects,
            MoneySums.Of([.. projects.SelectMany(project => project.Lines)], GroupCurrency, rates), PortfolioValueOf(projects, rates));
    }

    /// <summary>Cost and cash by month, of one project or of all.</summary>
    public async Task<IReadOnlyList<MoneyMonth>> MonthsAsync(int? project, Period span, CancellationToken cancellationToken)
    {
        var rows = await db.MoneyMonths(project, span.Start, span.End).ToListAsync(cancellationToken);
        await LearnCurrenciesAsync(rows.Where(row => row.Currency is null).Select(row => row.ProjectId), cancellationToken);
        return [.. rows.OrderBy(row => row.Month).Select(row =>
            new MoneyMonth(row.ProjectId, CurrencyOf(row.ProjectId, row.Currency), row.Month, row.Expenses, row.Invoices, row.CashOut, row.CashIn))];
    }

    /// <summary>Cash by month and currency up to a day, of one project or of all together.</summary>
    public async Task<IReadOnlyList<MoneyMonth>> CashAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var rows = await db.MoneyMonths(project, First, asOf).GroupBy(row => new { row.Currency, row.Month })
            .Select(month => new { month.Key.Currency, month.Key.Month, Out = month.Sum(row => row.CashOut), In = month.Sum(row => row.CashIn) }).ToListAsync(cancellationToken);
        return [.. rows.Where(row => row.In != 0 || row.Out != 0).OrderBy(row => row.Month).Select(row => new MoneyMonth(project, CurrencyOf(null, row.Currency), row.Month, 0, 0, row.Out, row.In))];
    }

    /// <summary>What is due until a day, by month and currency: what was due before and is still open counts in the first.</summary>
    public async Task<IReadOnlyList<MoneyAhead>> CashToComeAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var rows = await db.CashAhead(project, asOf, ForecastUntil(asOf)).OrderBy(row => row.Month).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MoneyAhead(CurrencyOf(null, row.Currency), row.Month, row.CashOut, row.CashIn, row.Finances ?? [], row.Sales ?? []))];
    }

    /// <summary>The last day of the forecast: that of the third month after the day's own.</summary>
    public static DateOnly ForecastUntil(DateOnly asOf) => new DateOnly(asOf.Year, asOf.Month, 1).AddMonths(4).AddDays(-1);

    /// <summary>The currency that a project's figures are told in: its own, else that of its budget, else the group's.</summary>
    public async Task<Currency> CurrencyOfAsync(int project, DateOnly asOf, CancellationToken cancellationToken) =>
        await db.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == project, cancellationToken) is not { } found ? GroupCurrency
        : found.Currency is { } code ? Currency.Of(code) : HomeOf(found, await LinesAsync(project, asOf, cancellationToken));

    /// <summary>Overdue money by project, currency, direction and tranche.</summary>
    public async Task<IReadOnlyList<OverdueTranche>> OverdueAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var rows = await db.OverdueSums(project, asOf).ToListAsync(cancellationToken);
        await LearnCurrenciesAsync(rows.Where(row => row.Currency is null).Select(row => row.ProjectId), cancellationToken);
        return [.. rows.Select(row =>
            new OverdueTranche(row.ProjectId, CurrencyOf(row.ProjectId, row.Currency), row.Direction, (OverdueAge)row.Tranche, row.Invoices, row.Outstanding, row.Ids))];
    }

    /// <summary>The overdue invoices themselves, the oldest first.</summary>
    public async Task<IReadOnlyList<OverdueItem>> OverdueInvoicesAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var rows = await db.OverdueInvoices(project, asOf).OrderBy(row => row.DueDate).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        await LearnCurrenciesAsync(rows.Where(row => row.Currency is null).Select(row => row.ProjectId), cancellationToken);
        return [.. rows.Select(row => new OverdueItem(row.Id, row.ProjectId, CurrencyOf(row.ProjectId, row.Currency), row.Direction, row.DueDate, row.Outstanding))];
    }

    private async Task<(IReadOnlyList<ProjectMoney> Projects, RateBook Rates)> OfProjectsAsync(int? only, DateOnly asOf, string? category, bool byLine, CancellationToken cancellationToken)
    {
        var projects = await db.Projects.AsNoTracking()
            .Where(row => only != null ? row.Id == only : row.Status != ProjectStatuses.Archived && row.Status != ProjectStatuses.Cancelled)
            .OrderBy(row => row.Name).ToListAsync(cancellationToken);
        foreach (var project in projects) currencies[project.Id] = project.Currency is { } code ? Currency.Of(code) : null;
        if (projects.Count == 0) return ([], RateBook.Empty);

        var lines = (byLine ? await LinesAsync(only, asOf, cancellationToken) : await TogetherAsync(asOf, cancellationToken)).ToLookup(line => line.ProjectId);
        var progress = (await db.ProgressOn(only, asOf).ToListAsync(cancellationToken)).ToLookup(row => row.ProjectId);
        var rates = await RatesAsync(asOf, cancellationToken);
        return ([.. projects.Select(project => Of(project, [.. lines[project.Id]], category, progress[project.Id], asOf, rates))], rates);
    }

    private ProjectMoney Of(Project project, IReadOnlyList<MoneyLine> lines, string? category, IEnumerable<ProgressRow> progress, DateOnly asOf, RateBook rates)
    {
        var home = HomeOf(project, lines);
        if (category is not null) lines = [.. lines.Where(line => line.Category == category)];
        var sums = MoneySums.Of(lines, home, rates);
        var complete = PhysicalProgress.Of([.. progress.Select(row => new ProgressEntry(row.Phase, row.PercentComplete, row.Weight, row.RecordedOn, row.Id))]);
        return new ProjectMoney(project, sums,
            new EarnedValue(sums.Budget, sums.Actual, complete, PlannedProgress.Of(project.StartDate, project.EndDate, asOf), project.EacMethod), lines);
    }

    // A project without a currency of its own has that of its budget, of several the first by its code, else the group's. The check of
    // orders against budgets (047_budgets.sql) says the same.
    private Currency HomeOf(Project project, IReadOnlyList<MoneyLine> lines) =>
        project.Currency is { } code ? Currency.Of(code)
        : lines.Where(line => line.Position.Budget > 0).OrderBy(line => line.Currency.Code, StringComparer.Ordinal).Select(line => (Currency?)line.Currency).FirstOrDefault() ?? GroupCurrency;

    private PortfolioValue PortfolioValueOf(IReadOnlyList<ProjectMoney> projects, RateBook rates)
    {
        var measured = projects.Where(project => (project.Value.Earned + project.Value.PlannedValue + project.Value.Actual).Value is not null).ToList();
        Measure Sum(IEnumerable<ProjectMoney> of, Func<ProjectMoney, Measure> part) => of.Aggregate(Measure.Of(0), (sum, project) =>
            sum + part(project).Then(amount => rates.In(GroupCurrency, new Money(amount, project.Sums.Currency))));
        return new PortfolioValue
        {
            MeasuredProjects = [.. measured.Select(project => project.Project.Id)],
            Earned = measured.Count == 0 ? Measure.None(MissingReason.NotMeasured) : Sum(measured, project => project.Value.Earned),
            Planned = measured.Count == 0 ? Measure.None(MissingReason.NotMeasured) : Sum(measured, project => project.Value.PlannedValue),
            Actual = measured.Count == 0 ? Measure.None(MissingReason.NotMeasured) : Sum(measured, project => project.Value.Actual),
            AtCompletion = Sum(projects, project => project.Value.AtCompletion.Value is null ? project.Sums.Budget : project.Value.AtCompletion),
            Budget = measured.Count == 0 ? Measure.None(MissingReason.NotMeasured) : Sum(measured, project => project.Sums.Budget),
            Measured = measured.Count,
            Unmeasured = projects.Count - measured.Count,
        };
    }

    /// <summary>The currency that a row means: its own, else its project's, else the group's.</summary>
    private Currency CurrencyOf(int? project, string? code) =>
        code is not null ? Currency.Of(code) : (project is { } id ? currencies.GetValueOrDefault(id) : null) ?? GroupCurrency;

    private async Task LearnCurrenciesAsync(IEnumerable<int?> projects, CancellationToken cancellationToken)
    {
        var unknown = projects.OfType<int>().Where(id => !currencies.ContainsKey(id)).Distinct().ToList();
        if (unknown.Count == 0) return;
        foreach (var project in await db.Projects.AsNoTracking().Where(row => unknown.Contains(row.Id)).Select(row => new { row.Id, row.Currency }).ToListAsync(cancellationToken))
        {
            currencies[project.Id] = project.Currency is { } code ? Currency.Of(code) : null;
        }
    }
}
