using Microsoft.EntityFrameworkCore;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Finance;

/// <summary>One project's budget line by line, and the rows of one line where one is opened.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Open">The line whose rows are shown: one of <see cref="FinanceCategories"/>; null for none.</param>
public sealed record ShowBudget(int ProjectId, string? Open = null) : IQuery<BudgetDetails>;

/// <summary>A budget as its page shows it.</summary>
/// <param name="Project">The project with its sums.</param>
/// <param name="Policy">What happens to orders beyond the whole budget; null where nothing was said.</param>
/// <param name="Lines">The lines, as a budget lists them.</param>
/// <param name="Rows">The rows of the opened line, the newest first.</param>
public sealed record BudgetDetails(ProjectMoney Project, string? Policy, IReadOnlyList<BudgetDetailLine> Lines, IReadOnlyList<BudgetRow> Rows);

/// <summary>One line.</summary>
/// <param name="Category">One of <see cref="FinanceCategories"/>; null for rows without one.</param>
/// <param name="Sums">Its sums in the project's currency.</param>
/// <param name="AtCompletion">What it will have cost, if it is as far as its project.</param>
/// <param name="Policy">One of <see cref="BudgetPolicies"/>; null where nothing was said.</param>
public sealed record BudgetDetailLine(string? Category, MoneySums Sums, Measure AtCompletion, string? Policy);

/// <summary>A row behind a line's figures.</summary>
/// <param name="Table"><c>finances</c> or <c>supply_orders</c>.</param>
/// <param name="Id">Key.</param>
/// <param name="Kind">Budget, expense, invoice or order.</param>
/// <param name="Label">What it is.</param>
/// <param name="Party">Who is paid or delivers.</param>
/// <param name="Day">The day that it counts for.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Currency">Its currency.</param>
public sealed record BudgetRow(string Table, int Id, string Kind, string? Label, string? Party, DateOnly? Day, decimal Amount, Currency Currency);

internal sealed class ShowBudgetHandler(PeppiDbContext db, MoneyFigures money, TimeProvider time) : IHandler<ShowBudget, BudgetDetails>
{
    private const int MostRows = 200;
    private static readonly string[] Unplaced = [SupplyOrderStatuses.Draft, SupplyOrderStatuses.Cancelled];

    public async Task<Result<BudgetDetails>> Handle(ShowBudget query, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (await money.OfProjectAsync(query.ProjectId, today, cancellationToken) is not { } project) return SharedErrors.NotFound("project");

        var rates = await money.RatesAsync(today, cancellationToken);
        var policies = await db.BudgetLines.AsNoTracking().Where(line => line.ProjectId == query.ProjectId).ToListAsync(cancellationToken);
        string? PolicyOf(string? category) => policies.Find(line => line.Category == category)?.Policy;
        var order = FinanceCategories.All.ToList();
        var lines = project.Lines.Select(line => line.Category).Union(policies.Where(line => line.Category is not null).Select(line => line.Category))
            .OrderBy(category => category is null ? int.MaxValue : order.IndexOf(category))
            .Select(category =>
            {
                var sums = MoneySums.Of([.. project.Lines.Where(line => line.Category == category)], project.Sums.Currency, rates);
                return new BudgetDetailLine(category, sums, (project.Value with { Budget = sums.Budget, Actual = sums.Actual }).AtCompletion, category is null ? null : PolicyOf(category));
            }).ToList();
        return new BudgetDetails(project, PolicyOf(null), lines, query.Open is { } open ? await RowsAsync(project.Project, open, project.Sums.Currency, cancellationToken) : []);
    }

    private async Task<IReadOnlyList<BudgetRow>> RowsAsync(Project project, string category, Currency home, CancellationToken cancellationToken)
    {
        var finances = await db.Finances.AsNoTracking()
            .Where(row => row.ProjectId == project.Id && row.Category == category && row.Amount != null && row.Status != FinanceStatuses.Draft && row.Status != FinanceStatuses.Cancelled
                && !(row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Receivable))
            .OrderByDescending(row => row.RecordDate).ThenByDescending(row => row.Id).Take(MostRows).ToListAsync(cancellationToken);
        var orders = await db.SupplyOrders.AsNoTracking()
            .Where(row => row.ProjectId == project.Id && row.Category == category && row.TotalAmount != null && (row.Status == null || !Unplaced.Contains(row.Status)))
            .OrderByDescending(row => row.OrderDate).ThenByDescending(row => row.Id).Take(MostRows).ToListAsync(cancellationToken);
        Currency Of(string? code) => code is null ? home : Currency.Of(code);
        return [.. finances.Select(row => new BudgetRow("finances", row.Id, row.Type ?? "", row.Label ?? row.Reference, row.Supplier, row.RecordDate, row.Amount!.Value, Of(row.Currency)))
            .Concat(orders.Select(row => new BudgetRow("supply_orders", row.Id, "order", row.Item + (row.OrderNumber is null ? "" : " · " + row.OrderNumber), row.Supplier, row.OrderDate, row.TotalAmount!.Value, Of(row.Currency))))
            .OrderByDescending(row => row.Day).Take(MostRows)];
    }
}
