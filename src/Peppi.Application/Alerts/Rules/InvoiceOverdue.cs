using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>An invoice whose day of payment has passed: rises at 1, 30 and 60 days, ends when paid or cancelled.</summary>
internal sealed class InvoiceOverdue(PeppiDbContext db) : IAlertRule
{
    private static readonly string[] NotOwed = [FinanceStatuses.Draft, FinanceStatuses.Paid, FinanceStatuses.Cancelled];

    public string Code => AlertRuleKinds.InvoiceOverdue;

    public IReadOnlyList<string> Tables => ["finances"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var today = scope.Today;
        var rows = await db.Finances.AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.Type == FinanceTypes.Invoice && row.DueDate < today && row.PaidDate == null && (row.Status == null || !NotOwed.Contains(row.Status)) && row.Amount > (row.PaidAmount ?? 0))
            .Select(row => new { row.Id, row.ProjectId, row.DueDate, row.Amount, row.PaidAmount, row.Currency, row.Reference, row.Supplier, row.Direction }).ToListAsync(cancellationToken);
        List<Finding> findings = [];
        foreach (var row in rows)
        {
            var days = Overdue.Days(row.DueDate, today) ?? 0;
            var priority = days >= scope.Settings.Number("critical", row.ProjectId) ? AlertPriorities.Critical
                : days >= scope.Settings.Number("high", row.ProjectId) ? AlertPriorities.High
                : days >= scope.Settings.Number("warning", row.ProjectId) ? AlertPriorities.Warning : null;
            if (priority is null) continue;
            var owed = new Money(Overdue.Outstanding(row.Amount ?? 0, row.PaidAmount), Currency.Of(row.Currency ?? "XXX"));
            var which = $"{row.Reference ?? $"#{row.Id}"}{(row.Supplier is null ? "" : $" ({row.Supplier})")}";
            findings.Add(new Finding($"{Code}:{row.Id}", row.ProjectId, priority,
                $"Facture {which} {(row.Direction == FinanceDirections.Receivable ? "à encaisser" : "à payer")}, échue le {Figures.French.Date(row.DueDate!.Value)} : reste {Figures.French.Money(owed)}.",
                $"Invoice {which} {(row.Direction == FinanceDirections.Receivable ? "to be received" : "to be paid")}, due on {Figures.English.Date(row.DueDate.Value)}: {Figures.English.Money(owed)} left.")
            {
                Details = Facts.Of("finances", row.Id, ("due_date", $"{row.DueDate:yyyy-MM-dd}")),
                Link = Facts.Page(row.ProjectId),
            });
        }

        return findings;
    }
}
