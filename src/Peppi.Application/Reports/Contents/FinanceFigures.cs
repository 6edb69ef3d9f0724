using Peppi.Application.Finance.Contracts;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Contents;

/// <summary>One project's position in one currency.</summary>
internal sealed record ProjectPosition(int? ProjectId, Currency Currency, BudgetPosition Position)
{
    /// <summary>Of the actual, what falls into the report's period.</summary>
    public decimal ActualInPeriod { get; init; }
}

/// <summary>What was spent and billed in one month, in one currency.</summary>
internal sealed record MonthOfFinance(Currency Currency, DateOnly Month, decimal Expenses, decimal Invoices);

/// <summary>The figures of Finance, in the shape of a report: one project and currency a row, as of the report's last day.</summary>
internal sealed class FinanceFigures(MoneyFigures money)
{
    /// <summary>Positions by project and currency, as of the scope's last day.</summary>
    public async Task<IReadOnlyList<ProjectPosition>> PositionsAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var lines = await money.LinesAsync(scope.Project?.Id, scope.Until, cancellationToken);
        var months = scope.Period is { } period ? await money.MonthsAsync(scope.Project?.Id, period, cancellationToken) : [];
        var inPeriod = months.ToLookup(month => (month.ProjectId, month.Currency), month => month.Expenses + month.Invoices);
        return [.. lines.GroupBy(line => (line.ProjectId, line.Currency)).Select(group =>
            new ProjectPosition(group.Key.ProjectId, group.Key.Currency, group.Aggregate(BudgetPosition.Nothing, (sum, line) => sum + line.Position))
            {
                ActualInPeriod = inPeriod[group.Key].Sum(),
            })];
    }

    /// <summary>What each month of a span brought, by currency; months without any are there with zeros.</summary>
    public async Task<IReadOnlyList<MonthOfFinance>> MonthsAsync(ReportScope scope, Period span, CancellationToken cancellationToken)
    {
        var within = span with { End = span.End > scope.Until ? scope.Until : span.End };
        var rows = (await money.MonthsAsync(scope.Project?.Id, within, cancellationToken)).ToLookup(row => (row.Currency, row.Month));
        return [.. rows.Select(group => group.Key.Currency).Distinct()
            .SelectMany(currency => span.Months().Select(month =>
                new MonthOfFinance(currency, month, rows[(currency, month)].Sum(row => row.Expenses), rows[(currency, month)].Sum(row => row.Invoices))))];
    }

    /// <summary>How many projects have committed more than their budget, all currencies told in the project's: as pages and alerts tell it.</summary>
    public async Task<int> ExceededAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<ProjectMoney> projects = scope.Project is { } one
            ? await money.OfProjectAsync(one.Id, scope.Until, cancellationToken) is { } found ? [found] : []
            : (await money.OfPortfolioAsync(scope.Until, cancellationToken)).Projects;
        return projects.Count(project => project.Sums.CommitmentRate.Value > BudgetPosition.ActFrom);
    }

    /// <summary>Invoices that are overdue on the scope's last day.</summary>
    public Task<IReadOnlyList<OverdueItem>> OverdueAsync(ReportScope scope, CancellationToken cancellationToken) =>
        money.OverdueInvoicesAsync(scope.Project?.Id, scope.Until, cancellationToken);
}
