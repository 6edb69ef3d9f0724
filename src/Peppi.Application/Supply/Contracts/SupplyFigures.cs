using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply.Contracts;

/// <summary>How one supplier, or several, kept their days, in one currency.</summary>
/// <param name="Currency">Currency of the lines; null where none was written.</param>
/// <param name="Score">Lines due, in time and late.</param>
/// <param name="OpenLate">Lines that are late and still awaited.</param>
/// <param name="AtRisk">Value of what is still awaited of them.</param>
public sealed record DeliveryLine(Currency? Currency, SupplierScore Score, int OpenLate, decimal AtRisk);

/// <summary>One stock item with what its ledger tells.</summary>
/// <param name="Item">The item.</param>
/// <param name="Cover">How long it lasts.</param>
public sealed record StockLine(InventoryItem Item, StockCover Cover);

/// <summary>An order line whose promised day has passed and that has not come.</summary>
/// <param name="Order">The order.</param>
/// <param name="Promised">The day.</param>
/// <param name="DaysLate">Days since.</param>
/// <param name="AtRisk">Value of what is still awaited; null without a price.</param>
public sealed record LateDelivery(SupplyOrder Order, DateOnly Promised, int DaysLate, decimal? AtRisk);

/// <summary>Figures of deliveries and stock, as of any day and with the caller's own rights.</summary>
public sealed class SupplyFigures(PeppiDbContext db)
{
    private static readonly string[] Open = [SupplyOrderStatuses.Ordered, SupplyOrderStatuses.Confirmed, SupplyOrderStatuses.PartiallyDelivered];

    /// <summary>By currency, of one supplier or all.</summary>
    public async Task<IReadOnlyList<DeliveryLine>> DeliveriesAsync(int? project, string? supplier, DateOnly asOf, CancellationToken cancellationToken)
    {
        var rows = await db.Deliveries(project, asOf).Where(row => supplier == null || row.Supplier == supplier).GroupBy(row => row.Currency).Select(lines => new
        {
            Currency = lines.Key,
            Due = lines.Sum(row => row.Due),
            OnTime = lines.Sum(row => row.OnTime),
            Late = lines.Sum(row => row.Late),
            DaysLate = lines.Sum(row => row.DaysLate),
            OpenLate = lines.Sum(row => row.OpenLate),
            AtRisk = lines.Sum(row => row.AtRisk),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new DeliveryLine(row.Currency is { } code ? Currency.Of(code) : null, new SupplierScore(row.Due, row.OnTime, row.Late, row.DaysLate), row.OpenLate, row.AtRisk))];
    }

    /// <summary>The lines that are late and still awaited today, the oldest first.</summary>
    public async Task<IReadOnlyList<LateDelivery>> LateAsync(int? project, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = await db.SupplyOrders.AsNoTracking()
            .Where(row => (project == null || row.ProjectId == project) && (row.Status == null || Open.Contains(row.Status)) && row.ReceivedDate == null
                && (row.PromisedDate ?? row.DeliveryDate) < today)
            .OrderBy(row => row.PromisedDate ?? row.DeliveryDate).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(row =>
        {
            var promised = (row.PromisedDate ?? row.DeliveryDate)!.Value;
            return new LateDelivery(row, promised, today.DayNumber - promised.DayNumber, Math.Max(0, (row.Quantity ?? 0) - (row.ReceivedQuantity ?? 0)) * row.UnitPrice);
        });
    }

    /// <summary>Every stock item with its cover.</summary>
    public async Task<IReadOnlyList<StockLine>> StockAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var items = await db.InventoryItems.AsNoTracking().Where(row => project == null || row.ProjectId == project).ToDictionaryAsync(row => row.Id, cancellationToken);
        var rows = await db.StockOn(project, asOf, StockCover.Window).ToListAsync(cancellationToken);
        return [.. rows.Where(row => items.ContainsKey(row.ItemId)).Select(row =>
        {
            var item = items[row.ItemId];
            return new StockLine(item, new StockCover(row.OnHand, row.Used, item.ReorderPoint, item.LeadTimeDays));
        })];
    }
}
