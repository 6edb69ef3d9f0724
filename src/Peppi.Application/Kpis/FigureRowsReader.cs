using Microsoft.EntityFrameworkCore;
using Peppi.Application.Commercial.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Finance;
using Peppi.Domain.Supply;

namespace Peppi.Application.Kpis;

/// <summary>Finds the rows behind a figure, with the caller's own rights: those that its sum was made of.</summary>
internal sealed class FigureRowsReader(PeppiDbContext db)
{
    private static readonly string[] Binding = [SupplyOrderStatuses.Confirmed, SupplyOrderStatuses.PartiallyDelivered, SupplyOrderStatuses.Delivered];
    private static readonly string[] Unplaced = [SupplyOrderStatuses.Draft, SupplyOrderStatuses.Cancelled];

    public async Task<IReadOnlyDictionary<string, FigureSource>> ReadAsync(FigureDefinition figure, TellFigure asked, DateOnly asOf, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FigureSource>(StringComparer.Ordinal);
        foreach (var group in figure.Sources.Select(source => Of(source, asked, asOf)).GroupBy(part => part.Table, part => part.Ids))
        {
            // One after the other, along the key: a union of two would sort all of a portfolio's rows for the first thousand.
            var (ids, more) = (new SortedSet<int>(), false);
            foreach (var part in group)
            {
                var first = await part.OrderBy(id => id).Take(FigureSource.MostIds + 1).ToListAsync(cancellationToken);
                more |= first.Count > FigureSource.MostIds;
                ids.UnionWith(first);
            }

            more |= ids.Count > FigureSource.MostIds;
            found[group.Key] = new FigureSource(more ? null : ids.Count, [.. ids.Take(FigureSource.MostIds)]);
        }

        return found;
    }

    private (string Table, IQueryable<int> Ids) Of(FigureSources source, TellFigure asked, DateOnly asOf)
    {
        var counted = db.Finances.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && (asked.Category == null || row.Category == asked.Category)
            && row.Amount != null && row.Status != FinanceStatuses.Draft && row.Status != FinanceStatuses.Cancelled && (row.RecordDate == null || row.RecordDate <= asOf));
        var orders = db.SupplyOrders.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && (asked.Category == null || row.Category == asked.Category)
            && (asked.Supplier == null || row.Supplier == asked.Supplier) && (row.Status == null || !Unplaced.Contains(row.Status)));
        var placed = orders.Where(row => row.TotalAmount != null && (row.OrderDate == null || row.OrderDate <= asOf));
        var due = orders.Where(row => (row.PromisedDate ?? row.DeliveryDate) < asOf);
        var first = SalesFigures.FirstOfCohorts(asOf);
        return source switch
        {
            FigureSources.Budget => ("finances", counted.Where(row => row.Type == FinanceTypes.Budget).Select(row => row.Id)),
            FigureSources.Costs => ("finances", counted.Where(row => row.Type == FinanceTypes.Expense
                || (row.Type == FinanceTypes.Invoice && row.Direction == FinanceDirections.Payable)).Select(row => row.Id)),
            FigureSources.Retentions => ("finances", counted.Where(row => row.Type == FinanceTypes.Invoice && row.RetentionAmount > 0
                && (row.RetentionReleasedDate == null || row.RetentionReleasedDate > asOf)).Select(row => row.Id)),
            FigureSources.Cash => ("finances", counted.Where(row => row.Type == FinanceTypes.Expense || (row.Type == FinanceTypes.Invoice && row.PaidDate <= asOf)).Select(row => row.Id)),
            FigureSources.Payables => ("finances", db.OverdueInvoices(asked.ProjectId, asOf).Where(row => row.Direction == FinanceDirections.Payable).Select(row => row.Id)),
            FigureSources.Receivables => ("finances", db.OverdueInvoices(asked.ProjectId, asOf).Where(row => row.Direction == FinanceDirections.Receivable).Select(row => row.Id)),
            FigureSources.Orders => ("supply_orders", placed.Where(row => Binding.Contains(row.Status)).Select(row => row.Id)),
            FigureSources.PendingOrders => ("supply_orders", placed.Where(row => row.Status == null || row.Status == SupplyOrderStatuses.Ordered).Select(row => row.Id)),
            FigureSources.DueOrders => ("supply_orders", due.Select(row => row.Id)),
            FigureSources.LateOrders => ("supply_orders", due.Where(row => row.Status != SupplyOrderStatuses.Delivered && (row.ReceivedDate == null || row.ReceivedDate > asOf)).Select(row => row.Id)),
            FigureSources.Progress => ("project_progress", db.ProgressOn(asked.ProjectId, asOf).Select(row => row.Id)),
            FigureSources.Stock => ("inventory_items", db.InventoryItems
                .Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && (asked.ItemId == null || row.Id == asked.ItemId)).Select(row => row.Id)),
            FigureSources.Units => ("units", db.Units.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId)
                && (row.WithdrawnOn == null || row.WithdrawnOn > asOf) && (row.ListedOn <= asOf || row.SoldOn <= asOf)).Select(row => row.Id)),
            FigureSources.Sales => ("reservations", db.Reservations.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId) && row.ConvertedOn <= asOf).Select(row => row.Id)),
            FigureSources.Reservations => ("reservations", db.Reservations.Where(row => (asked.ProjectId == null || row.ProjectId == asked.ProjectId)
                && row.ReservedOn >= first && row.ReservedOn <= asOf).Select(row => row.Id)),
            _ => ("projects", db.Projects.Where(row => asked.ProjectId == null || row.Id == asked.ProjectId).Select(row => row.Id)),
        };
    }
}
