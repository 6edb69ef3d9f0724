using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Rules;

/// <summary>Stock down to its reorder point, or gone. One alert a crossing: it ends above the point.</summary>
internal sealed class LowStock(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.LowStock;

    public IReadOnlyList<string> Tables => ["inventory_items"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var rows = await db.InventoryItems.AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.QuantityOnHand <= 0 || row.QuantityOnHand <= row.ReorderPoint)
            .Select(row => new { row.Id, row.ProjectId, row.ItemName, row.QuantityOnHand, row.Unit, row.ReorderPoint }).ToListAsync(cancellationToken);
        return [.. rows.Select(row =>
        {
            var item = row.ItemName ?? $"#{row.Id}";
            var none = row.QuantityOnHand <= 0;
            return new Finding($"{Code}:{row.Id}", row.ProjectId, none ? AlertPriorities.Critical : AlertPriorities.High,
                none ? $"{item} : plus rien en stock." : $"{item} : stock au seuil de réapprovisionnement ({row.ReorderPoint} {row.Unit}).".Replace(" )", ")", StringComparison.Ordinal),
                none ? $"{item}: out of stock." : $"{item}: stock at its reorder point ({row.ReorderPoint} {row.Unit}).".Replace(" )", ")", StringComparison.Ordinal))
            {
                Details = Facts.Of("inventory_items", row.Id),
                Link = Facts.Page(row.ProjectId),
            };
        })];
    }
}
