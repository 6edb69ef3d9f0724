using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Supply.Contracts;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply;

/// <summary>The stock of the sites that the caller may see, what runs out first on top.</summary>
/// <param name="ProjectId">One site; null for all.</param>
/// <param name="AtRiskOnly">Only what is at its reorder point or lasts no longer than a delivery takes.</param>
public sealed record ListStock(int? ProjectId, bool AtRiskOnly) : IQuery<StockList>;

/// <summary>A list of stock.</summary>
/// <param name="AsOf">The day.</param>
/// <param name="Lines">Those asked for.</param>
/// <param name="Total">How many items there are.</param>
/// <param name="AtRisk">How many of them are at risk.</param>
/// <param name="Sites">The sites with stock or with deliveries to come, by key.</param>
/// <param name="Awaited">Order lines that are to come: those that are late on top, the first hundred.</param>
/// <param name="Late">How many are late.</param>
public sealed record StockList(DateOnly AsOf, IReadOnlyList<StockLine> Lines, int Total, int AtRisk, IReadOnlyDictionary<int, string> Sites, IReadOnlyList<SupplyOrder> Awaited, int Late);

internal sealed class ListStockHandler(PeppiDbContext db, SupplyFigures supply, TimeProvider time) : IHandler<ListStock, StockList>
{
    private const int MostAwaited = 100;
    private static readonly string[] Open = [SupplyOrderStatuses.Ordered, SupplyOrderStatuses.Confirmed, SupplyOrderStatuses.PartiallyDelivered];

    public async Task<Result<StockList>> Handle(ListStock query, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var all = await supply.StockAsync(null, today, cancellationToken);
        var coming = db.SupplyOrders.AsNoTracking().Where(row => (query.ProjectId == null || row.ProjectId == query.ProjectId) && row.ReceivedDate == null && row.Status != null && Open.Contains(row.Status));
        var awaited = await coming.OrderBy(row => row.PromisedDate ?? row.DeliveryDate).ThenBy(row => row.Id).Take(MostAwaited).ToListAsync(cancellationToken);
        var late = await coming.CountAsync(row => (row.PromisedDate ?? row.DeliveryDate) < today, cancellationToken);
        var ids = all.Select(line => line.Item.ProjectId).Concat(awaited.Select(row => row.ProjectId)).OfType<int>().Distinct().ToList();
        var sites = await db.Projects.AsNoTracking().Where(project => ids.Contains(project.Id)).OrderBy(project => project.Name)
            .ToDictionaryAsync(project => project.Id, project => project.Name, cancellationToken);
        var here = all.Where(line => query.ProjectId is null || line.Item.ProjectId == query.ProjectId).ToList();
        return new StockList(today,
            [.. here.Where(line => !query.AtRiskOnly || line.Cover.AtRisk).OrderByDescending(line => line.Cover.AtRisk)
                .ThenBy(line => line.Cover.Days.Value ?? decimal.MaxValue).ThenBy(line => line.Item.ItemName, StringComparer.CurrentCulture)],
            here.Count, here.Count(line => line.Cover.AtRisk), sites, awaited, late);
    }
}
