using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Reports.Contents;

/// <summary>One project's position in one currency.</summary>
internal sealed record ProjectPosition(int? ProjectId, Currency Currency, BudgetPosition Position)
{
    /// <summary>Of the actual, what falls into the report's period.</summary>
    public decimal ActualInPeriod { get; init; }
}

/// <summary>What was spent and billed in one month, in one currency.</summary>
internal sealed record MonthOfFinance(Currency Currency, DateOnly Month, decimal Expenses, decimal Invoices);

/// <summary>
/// Reads the money of the projects that the reader may see: sums in PostgreSQL, laws in Domain/Finance. Drafts and cancelled rows
/// do not count; receivables are income and no cost.
/// </summary>
internal sealed class FinanceFigures(PeppiDbContext db)
{
    private static readonly string[] Confirmed = [SupplyOrderStatuses.Confirmed, SupplyOrderStatuses.PartiallyDelivered, SupplyOrderStatuses.Delivered];

    private readonly Dictionary<int, string?> currencies = [];

    /// <summary>Positions by project and currency, as of the scope's last day.</summary>
    public async Task<IReadOnlyList<ProjectPosition>> PositionsAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        await LoadCurrenciesAsync(cancellationToken);
        var counted = Counted(scope);
        var sums = await counted.Where(row => row.Type == FinanceTypes.Budget || row.Type == FinanceTypes.Expense)
            .GroupBy(row => new { row.ProjectId, row.Currency, row.Type })
            .Select(group => new { group.Key, Sum = group.Sum(row => row.Amount) ?? 0 }).ToListAsync(cancellationToken);
        var invoices = await InvoicesAsync(scope, cancellationToken);
        var orders = await OrdersAsync(scope, cancellationToken);
        var inPeriod = await ActualInPeriodAsync(scope, invoices, cancellationToken);

        var positions = new Dictionary<(int? Project, Currency Currency), BudgetPosition>();
        void Add(int? project, string? currency, BudgetPosition part)
        {
            var key = (project, CurrencyOf(project, currency));
            positions[key] = positions.GetValueOrDefault(key, BudgetPosition.Nothing) + part;
        }

        foreach (var sum in sums)
        {
            Add(sum.Key.ProjectId, sum.Key.Currency, sum.Key.Type == FinanceTypes.Budget ? new(sum.Sum, 0, 0) : new(0, sum.Sum, 0));
        }

        foreach (var invoice in invoices) Add(invoice.ProjectId, invoice.Currency, new(0, ActualCost.OfInvoice(invoice.Amount, invoice.AlreadyExpensed), 0));
        foreach (var order in orders) Add(order.ProjectId, order.Currency, new(0, 0, RemainingCommitment.OfOrder(order.Total, order.Invoiced)));
        return [.. positions.Select(entry => new ProjectPosition(entry.Key.Project, entry.Key.Currency, entry.Value)
        {
            ActualInPeriod = inPeriod.GetValueOrDefault(entry.Key),
        })];
    }

    /// <summary>What each month of a span brought, by currency; months without any are there with zeros.</summary>
    public async Task<IReadOnlyList<MonthOfFinance>> MonthsAsync(ReportScope scope, Period span, CancellationToken cancellationToken)
    {
        var expenses = await Counted(scope).Where(row => row.Type == FinanceTypes.Expense && row.RecordDate >= span.Start && row.RecordDate <= span.End)
            .GroupBy(row => new { row.ProjectId, row.Currency, row.RecordDate!.Value.Year, row.RecordDate!.Value.Month })
            .Select(group => new { group.Key, Sum = group.Sum(row => row.Amount) ?? 0 }).ToListAsync(cancellationToken);
        var invoices = (await InvoicesAsync(scope, cancellationToken)).Where(row => row.Date is { } day && span.Contains(day));
        var rows = expenses.Select(row => (Currency: CurrencyOf(row.Key.ProjectId, row.Key.Currency), Month: new DateOnly(row.Key.Year, row.Key.Month, 1), Expense: row.Sum, Invoice: 0m))
            .Concat(invoices.Select(row => (Currency: CurrencyOf(row.ProjectId, row.Currency), Month: new DateOnly(row.Date!.Value.Year, row.Date.Value.Month, 1), Expense: 0m, Invoice: ActualCost.OfInvoice(row.Amount, row.AlreadyExpensed))))
            .ToLookup(row => (row.Currency, row.Month));
        return [.. rows.Select(group => group.Key.Currency).Distinct()
            .SelectMany(currency => span.Months().Select(month =>
            {
                var found = rows[(currency, month)];
                return new MonthOfFinance(currency, month, found.Sum(row => row.Expense), found.Sum(row => row.Invoice));
            }))];
    }

    /// <summary>The currency that a row means: its own, else its project's.</summary>
    public Currency CurrencyOf(int? project, string? currency) =>
        Currency.Of(currency ?? (project is { } id ? currencies.GetValueOrDefault(id) : null) ?? "XXX");

    /// <summary>Learns the projects' currencies.</summary>
    public async Task LoadCurrenciesAsync(CancellationToken cancellationToken)
    {
        if (currencies.Count > 0) return;
        foreach (var project in await db.Projects.AsNoTracking().Select(row => new { row.Id, row.Currency }).ToListAsync(cancellationToken))
        {
            currencies[project.Id] = project.Currency;
        }
    }

    private IQueryable<FinanceRecord> Counted(ReportScope scope)
    {
        var (project, until) = (scope.Project?.Id, scope.Until);
        return db.Finances.AsNoTracking().Where(row => (project == null || row.ProjectId == project) && row.Amount != null
            && row.Status != FinanceStatuses.Draft && row.Status != FinanceStatuses.Cancelled
            && (row.RecordDate == null || row.RecordDate <= until)
            && !(row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Receivable));
    }

    private async Task<List<Invoice>> InvoicesAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var expenses = Counted(scope).Where(row => row.Type == FinanceTypes.Expense);
        return await Counted(scope).Where(row => row.Type == FinanceTypes.Invoice)
            .Select(row => new Invoice(row.ProjectId, row.Currency, row.RecordDate, row.Amount!.Value,
                expenses.Where(expense => expense.InvoiceId == row.Id && expense.Currency == row.Currency).Sum(expense => expense.Amount) ?? 0))
            .ToListAsync(cancellationToken);
    }

    private async Task<List<Order>> OrdersAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var (project, until) = (scope.Project?.Id, scope.Until);

        // An expense that pays an invoice of the order is that invoice again.
        var billed = Counted(scope).Where(row => row.Type == FinanceTypes.Invoice || (row.Type == FinanceTypes.Expense && row.InvoiceId == null));
        return await db.SupplyOrders.AsNoTracking()
            .Where(row => (project == null || row.ProjectId == project) && Confirmed.Contains(row.Status) && row.TotalAmount != null
                && (row.OrderDate == null || row.OrderDate <= until))
            .Select(row => new Order(row.ProjectId, row.Currency, row.TotalAmount!.Value,
                billed.Where(bill => bill.OrderId == row.Id && bill.Currency == row.Currency).Sum(bill => bill.Amount) ?? 0))
            .ToListAsync(cancellationToken);
    }

    private async Task<Dictionary<(int?, Currency), decimal>> ActualInPeriodAsync(ReportScope scope, List<Invoice> invoices, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(int?, Currency), decimal>();
        if (scope.Period is not { } period) return found;
        var expenses = await Counted(scope).Where(row => row.Type == FinanceTypes.Expense && row.RecordDate >= period.Start && row.RecordDate <= period.End)
            .GroupBy(row => new { row.ProjectId, row.Currency }).Select(group => new { group.Key, Sum = group.Sum(row => row.Amount) ?? 0 }).ToListAsync(cancellationToken);
        var parts = expenses.Select(row => (row.Key.ProjectId, row.Key.Currency, row.Sum))
            .Concat(invoices.Where(row => row.Date is { } day && period.Contains(day)).Select(row => (row.ProjectId, row.Currency, ActualCost.OfInvoice(row.Amount, row.AlreadyExpensed))));
        foreach (var (project, currency, amount) in parts)
        {
            var key = (project, CurrencyOf(project, currency));
            found[key] = found.GetValueOrDefault(key) + amount;
        }

        return found;
    }

    private sealed record Invoice(int? ProjectId, string? Currency, DateOnly? Date, decimal Amount, decimal AlreadyExpensed);

    private sealed record Order(int? ProjectId, string? Currency, decimal Total, decimal Invoiced);
}
