using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Commercial.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Commercial;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Strategie;
using Peppi.Domain.Supply;

namespace Peppi.Application.Kpis;

/// <summary>
/// Finds the rows behind a figure, with the caller's own rights: those that it was made of, so that without any other row it would be
/// the same.
/// </summary>
/// <param name="db">The caller's rows.</param>
/// <param name="sales">The log of sales.</param>
/// <param name="asked">What was asked.</param>
/// <param name="asOf">The day.</param>
/// <param name="basis">What it was made of.</param>
internal sealed class FigureRowsReader(PeppiDbContext db, SalesFigures sales, TellFigure asked, DateOnly asOf, FigureBasis basis)
{
    private static readonly string[] Binding = [SupplyOrderStatuses.Confirmed, SupplyOrderStatuses.PartiallyDelivered, SupplyOrderStatuses.Delivered];
    private static readonly string[] Unplaced = [SupplyOrderStatuses.Draft, SupplyOrderStatuses.Cancelled];

    // Joined rather than listed: a thousand keys in each condition cost more than the rows.
    private readonly IQueryable<Project>? among = basis switch
    {
        { Projects: { } listed } => db.Projects.Where(row => listed.Contains(row.Id)),
        { OfOpenProjects: true } => db.Projects.Where(row => row.Status != ProjectStatuses.Archived && row.Status != ProjectStatuses.Cancelled),
        _ => null,
    };

    private IQueryable<FinanceRecord> Counted => db.Finances.Where(row => row.Amount != null && row.Status != FinanceStatuses.Draft && row.Status != FinanceStatuses.Cancelled);

    private IQueryable<FinanceRecord> Mine => Among(Counted.Where(row => asked.ProjectId == null || row.ProjectId == asked.ProjectId), row => row.ProjectId);

    private IQueryable<FinanceRecord> Lines => Mine.Where(row => (asked.Category == null || row.Category == asked.Category) && (row.RecordDate == null || row.RecordDate <= asOf));

    private IQueryable<SupplyOrder> Orders => Among(db.SupplyOrders.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId)
        && (asked.Category == null || row.Category == asked.Category) && (asked.Supplier == null || row.Supplier == asked.Supplier) && (row.Status == null || !Unplaced.Contains(row.Status))), row => row.ProjectId);

    private IQueryable<SupplyOrder> Placed => Orders.Where(row => row.TotalAmount != null && (row.OrderDate == null || row.OrderDate <= asOf));

    private IQueryable<SupplyOrder> Confirmed => Placed.Where(row => Binding.Contains(row.Status));

    private IQueryable<SupplyOrder> Pending => Placed.Where(row => row.Status == null || row.Status == SupplyOrderStatuses.Ordered);

    // What came on a day that nobody wrote down was neither in time nor late.
    private IQueryable<SupplyOrder> Due => Orders.Where(row => (row.PromisedDate ?? row.DeliveryDate) < asOf && (row.Status != SupplyOrderStatuses.Delivered || row.ReceivedDate != null));

    private IQueryable<Reservation> Sold => db.Reservations.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && row.ConvertedOn <= asOf);

    private IQueryable<StrategieKpi> Kpis => db.StrategieKpis.Where(row => (asked.KpiId == null || row.Id == asked.KpiId) && (asked.ProjectId == null || row.ProjectId == asked.ProjectId));

    private IQueryable<Reservation> Reserved
    {
        get
        {
            var first = SalesFigures.FirstOfCohorts(asOf);
            return db.Reservations.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && row.ReservedOn >= first && row.ReservedOn <= asOf);
        }
    }

    /// <summary>The rows by table.</summary>
    public async Task<IReadOnlyDictionary<string, FigureSource>> ReadAsync(FigureDefinition figure, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FigureSource>(StringComparer.Ordinal);
        foreach (var group in figure.SourcesOf(asked.ProjectId is null).SelectMany(Of).GroupBy(part => part.Table, part => part.Ids))
        {
            // One after the other, along the key: a union of two would sort all of a portfolio's rows for the first thousand. Once there are
            // more than are told, only those before the last of them can still be among them.
            var (ids, more) = (new SortedSet<int>(), false);
            foreach (var part in group)
            {
                var last = more ? ids.ElementAt(FigureSource.MostIds - 1) : int.MaxValue;
                var rows = part.Where(id => id <= last).OrderBy(id => id);

                // A plan that is kept takes a limit for a small share of anything, and walks the whole key for one project: its rows are read all.
                ids.UnionWith(await (asked.ProjectId is null ? rows.Take(FigureSource.MostIds + 1) : rows).ToListAsync(cancellationToken));
                more |= ids.Count > FigureSource.MostIds;
            }

            found[group.Key] = new FigureSource(more ? null : ids.Count, [.. ids.Take(FigureSource.MostIds)]);
        }

        return found;
    }

    private IEnumerable<(string Table, IQueryable<int> Ids)> Of(FigureSources source) => source switch
    {
        FigureSources.Budget => [Finances(Lines.Where(row => row.Type == FinanceTypes.Budget))],
        FigureSources.Costs => Costs(),
        FigureSources.Retentions => [Finances(Lines.Where(row => row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Payable && row.RetentionAmount != null && row.RetentionAmount != 0
            && (row.RetentionReleasedDate == null || row.RetentionReleasedDate > asOf)))],
        FigureSources.Cash => Cash(),
        FigureSources.BuyerPayments => [("commercial_activities", db.CommercialActivities.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId)
            && row.ActivityType == CommercialActivityTypes.Payment && row.Amount != null && (row.Status == null || row.Status == "paid") && (row.PaidDate ?? row.RecordDate) <= asOf).Select(row => row.Id))],
        FigureSources.CashToCome => [.. Found(covering: true), ("commercial_activities", db.CommercialActivities.Where(row => basis.Sales.Contains(row.Id)).Select(row => row.Id))],
        FigureSources.Pipeline => [("commercial_activities", sales.Buyers(asked.ProjectId, asOf).Select(row => row.Id))],
        FigureSources.Kpis => [("strategie_kpis", Kpis.Select(row => row.Id)), ("strategie_kpi_values", db.StrategieKpiValues.Where(row => row.PeriodStart <= asOf && Kpis.Any(kpi => kpi.Id == row.KpiId)).Select(row => row.Id))],
        FigureSources.Payables => Found(covering: true),
        FigureSources.Receivables => Found(covering: false),
        FigureSources.Orders => [SupplyOrders(Confirmed), Finances(Bills(Confirmed))],
        FigureSources.PendingOrders => [SupplyOrders(Pending), Finances(Bills(Pending))],
        FigureSources.DueOrders => [SupplyOrders(Due)],
        FigureSources.LateOrders => [SupplyOrders(Due.Where(row => row.ReceivedDate == null || row.ReceivedDate > asOf))],
        FigureSources.Progress => [("project_progress", Among(db.ProgressOn(asked.ProjectId, asOf), row => row.ProjectId).Select(row => row.Id))],
        FigureSources.Stock => Stock(),
        FigureSources.Units => [("units", Units().Select(row => row.Id))],
        FigureSources.Sales => [("reservations", Sold.Where(row => row.CancelledOn == null || row.CancelledOn > asOf).Select(row => row.Id))],
        FigureSources.RecentSales => [("reservations", Recent().Select(row => row.Id))],
        FigureSources.Reservations => [("reservations", Reserved.Select(row => row.Id)),
            ("payments", db.Payments.Where(row => row.PaidOn <= asOf && Reserved.Any(made => made.Id == row.ReservationId)).Select(row => row.Id))],
        _ => [("projects", (among ?? db.Projects).Where(row => asked.ProjectId == null || row.Id == asked.ProjectId).Select(row => row.Id))],
    };

    private IQueryable<T> Among<T>(IQueryable<T> rows, Expression<Func<T, int?>> project) =>
        among is null ? rows : rows.Join(among, project, row => (int?)row.Id, (row, _) => row);

    private static (string, IQueryable<int>) Finances(IQueryable<FinanceRecord> rows) => ("finances", rows.Select(row => row.Id));

    private static (string, IQueryable<int>) SupplyOrders(IQueryable<SupplyOrder> rows) => ("supply_orders", rows.Select(row => row.Id));

    private IEnumerable<(string, IQueryable<int>)> Costs()
    {
        yield return Finances(Lines.Where(row => row.Type == FinanceTypes.Expense));
        yield return Finances(Lines.Where(row => row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Payable));
        if (asked.Category is null) yield break;

        // An expense of another line may pay an invoice of this one.
        var invoices = Lines.Where(row => row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Payable);
        yield return Finances(Mine.Where(row => row.Type == FinanceTypes.Expense && (row.RecordDate == null || row.RecordDate <= asOf) && invoices.Any(bill => bill.Id == row.InvoiceId)));
    }

    // An expense that pays an invoice of the same order bills nothing beside it.
    private IQueryable<FinanceRecord> Bills(IQueryable<SupplyOrder> orders) => Counted.Where(row => row.OrderId != null && (row.RecordDate == null || row.RecordDate <= asOf)
        && orders.Any(order => order.Id == row.OrderId && order.ProjectId == row.ProjectId)
        && ((row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Payable) || (row.Type == FinanceTypes.Expense && !Counted.Any(bill => bill.Id == row.InvoiceId
            && bill.OrderId == row.OrderId && bill.Type == FinanceTypes.Invoice && bill.Direction == FinanceDirections.Payable && (bill.RecordDate == null || bill.RecordDate <= asOf)))));

    private IEnumerable<(string, IQueryable<int>)> Cash()
    {
        yield return Finances(Mine.Where(row => row.Type == FinanceTypes.Expense && (row.PaidDate ?? row.RecordDate) <= asOf));
        var paid = Mine.Where(row => row.Type == FinanceTypes.Invoice && (row.PaidDate <= asOf || (row.PaidDate == null && row.PaidAmount > 0 && row.RecordDate <= asOf)));
        yield return Finances(paid);

        // Of an invoice that was paid, what is an expense of its own is left out, whenever that was entered.
        yield return Finances(Mine.Where(row => row.Type == FinanceTypes.Expense && row.InvoiceId != null && ((row.PaidDate ?? row.RecordDate) == null || (row.PaidDate ?? row.RecordDate) > asOf)
            && paid.Any(bill => bill.Id == row.InvoiceId && bill.Direction == FinanceDirections.Payable)));
    }

    // Invoices that were found when they were summed (to find them again would take as long), and the expenses that pay them.
    private IEnumerable<(string, IQueryable<int>)> Found(bool covering)
    {
        yield return Finances(db.Finances.Where(row => basis.Invoices.Contains(row.Id)));
        if (covering) yield return Finances(Mine.Where(row => row.Type == FinanceTypes.Expense && row.InvoiceId != null && basis.Invoices.Contains(row.InvoiceId.Value) && (row.RecordDate == null || row.RecordDate <= asOf)));
    }

    private IEnumerable<(string, IQueryable<int>)> Stock()
    {
        var items = db.InventoryItems.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && (asked.ItemId == null || row.Id == asked.ItemId));
        yield return ("inventory_items", items.Select(row => row.Id));

        // The quantity is kept on the item; used lately and moved since are told by its ledger.
        var from = asOf.AddDays(-StockCover.Window);
        yield return ("inventory_movements", db.InventoryMovements.Where(row => items.Any(item => item.Id == row.ItemId)
            && (row.MovedOn > asOf || (row.MovedOn > from && row.MovementType == InventoryMovementTypes.Issue))).Select(row => row.Id));
    }

    private IQueryable<Unit> Units()
    {
        var month = new DateOnly(asOf.Year, asOf.Month, 1);
        return db.Units.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && (row.WithdrawnOn == null || row.WithdrawnOn >= month)
            && (row.ListedOn <= asOf || Sold.Any(sale => sale.UnitId == row.Id && (sale.CancelledOn == null || sale.CancelledOn > asOf))));
    }

    private IQueryable<Reservation> Recent()
    {
        var from = asOf.AddMonths(-SalesPosition.VelocityMonths);
        return Sold.Where(row => row.ConvertedOn > from || (row.CancelledOn > from && row.CancelledOn <= asOf));
    }
}
