using Peppi.Application.Alerts.Engine;
using Peppi.Application.Supply.Contracts;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Rules;

/// <summary>Stock down to its reorder point, or that lasts for less time than a delivery takes, or gone. One alert a crossing: it ends above.</summary>
internal sealed class LowStock(SupplyFigures supply) : IAlertRule
{
    public string Code => AlertRuleKinds.LowStock;

    public IReadOnlyList<string> Tables => ["inventory_items", "inventory_movements"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var (item, reckoned) in await StockAsync(scope, cancellationToken))
        {
            // What is there now, whatever the day that movements were entered for.
            if (item.QuantityOnHand is not { } there) continue;
            var cover = reckoned with { OnHand = there };
            var none = cover.OnHand <= 0;
            if (!none && !cover.AtRisk) continue;
            var name = item.ItemName ?? $"#{item.Id}";
            var (french, english) = none ? ("plus rien en stock.", "out of stock.")
                : cover.OnHand <= item.ReorderPoint ? ($"stock au seuil de réapprovisionnement ({item.ReorderPoint} {item.Unit}).", $"stock at its reorder point ({item.ReorderPoint} {item.Unit}).")
                : ($"le stock ne tiendra pas jusqu'à une livraison (délai : {item.LeadTimeDays} jours).", $"stock will not last until a delivery (lead time: {item.LeadTimeDays} days).");
            findings.Add(new Finding($"{Code}:{item.Id}", item.ProjectId, none ? AlertPriorities.Critical : AlertPriorities.High,
                $"{name} : {french}".Replace(" )", ")", StringComparison.Ordinal), $"{name}: {english}".Replace(" )", ")", StringComparison.Ordinal))
            {
                Details = Facts.Of("inventory_items", item.Id),
                Link = Facts.Page(item.ProjectId),
            });
        }

        return findings;
    }

    private async Task<IReadOnlyList<StockLine>> StockAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        const int Few = 30;
        if (scope is { WithoutProject: false, Projects: { Count: <= Few } some })
        {
            List<StockLine> lines = [];
            foreach (var project in some) lines.AddRange(await supply.StockAsync(project, scope.Today, cancellationToken));
            return lines;
        }

        var all = await supply.StockAsync(null, scope.Today, cancellationToken);
        return scope.IsWhole ? all : [.. all.Where(line => line.Item.ProjectId is { } project ? scope.Listed.Contains(project) : scope.WithoutProject)];
    }
}
