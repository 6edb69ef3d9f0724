using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Alerts.Rules;

/// <summary>An ordered line that is due within some days, or late; critical where a milestone waits for it. It ends when received or re-dated.</summary>
internal sealed class LateDelivery(PeppiDbContext db) : IAlertRule
{
    private static readonly string[] NotAwaited = [SupplyOrderStatuses.Draft, SupplyOrderStatuses.Delivered, SupplyOrderStatuses.Cancelled];

    public string Code => AlertRuleKinds.LateDelivery;

    public IReadOnlyList<string> Tables => ["supply_orders"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var until = scope.Today.AddDays((int)scope.Settings.Most("due_in_days"));
        var rows = await db.SupplyOrders.AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.ReceivedDate == null && (row.Status == null || !NotAwaited.Contains(row.Status)) && (row.PromisedDate ?? row.DeliveryDate) <= until)
            .Where(row => row.Quantity == null || row.ReceivedQuantity == null || row.ReceivedQuantity < row.Quantity)
            .Select(row => new { row.Id, row.ProjectId, Due = (row.PromisedDate ?? row.DeliveryDate)!.Value, row.IsCritical, row.Item, row.OrderNumber, row.Supplier })
            .ToListAsync(cancellationToken);
        List<Finding> findings = [];
        foreach (var row in rows)
        {
            var late = row.Due < scope.Today;
            if (!late && row.Due > scope.Today.AddDays((int)scope.Settings.Number("due_in_days", row.ProjectId))) continue;
            var what = string.Join(", ", new[] { row.OrderNumber, row.Supplier }.Where(part => !string.IsNullOrWhiteSpace(part)));
            var item = $"{row.Item ?? $"#{row.Id}"}{(what.Length == 0 ? "" : $" ({what})")}";
            findings.Add(new Finding($"{Code}:{row.Id}", row.ProjectId, !late ? AlertPriorities.Info : row.IsCritical ? AlertPriorities.Critical : AlertPriorities.High,
                late ? $"{item} : livraison en retard, promise le {Figures.French.Date(row.Due)}." : $"{item} : livraison attendue le {Figures.French.Date(row.Due)}.",
                late ? $"{item}: delivery late, promised for {Figures.English.Date(row.Due)}." : $"{item}: delivery expected on {Figures.English.Date(row.Due)}.")
            {
                Details = Facts.Of("supply_orders", row.Id, ("promised_date", $"{row.Due:yyyy-MM-dd}")),
                Link = Facts.Page(row.ProjectId),
            });
        }

        return findings;
    }
}
