using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>An invoice whose day of payment has passed: rises at 1, 30 and 60 days, ends when paid or cancelled.</summary>
internal sealed class InvoiceOverdue(PeppiDbContext db, MoneyFigures money) : IAlertRule
{
    public string Code => AlertRuleKinds.InvoiceOverdue;

    public IReadOnlyList<string> Tables => ["finances"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var today = scope.Today;
        // What is owed is told by the figures: less retention, less what expenses paid of it.
        var late = await money.OverdueInvoicesAsync(scope.Projects is [var only] && !scope.WithoutProject ? only : null, today, cancellationToken);
        var rows = late.Where(row => scope.IsWhole || (row.ProjectId is { } project ? scope.Listed.Contains(project) : scope.WithoutProject)).ToList();
        var ids = rows.ConvertAll(row => row.Id);
        var names = await db.Finances.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Reference, row.Supplier }).ToDictionaryAsync(row => row.Id, cancellationToken);
        List<Finding> findings = [];
        foreach (var row in rows)
        {
            var days = Overdue.Days(row.DueDate, today) ?? 0;
            var priority = days >= scope.Settings.Number("critical", row.ProjectId) ? AlertPriorities.Critical
                : days >= scope.Settings.Number("high", row.ProjectId) ? AlertPriorities.High
                : days >= scope.Settings.Number("warning", row.ProjectId) ? AlertPriorities.Warning : null;
            if (priority is null) continue;
            var owed = new Money(row.Outstanding, row.Currency);
            var name = names.GetValueOrDefault(row.Id);
            var which = $"{name?.Reference ?? $"#{row.Id}"}{(name?.Supplier is null ? "" : $" ({name.Supplier})")}";
            findings.Add(new Finding($"{Code}:{row.Id}", row.ProjectId, priority,
                $"Facture {which} {(row.Direction == FinanceDirections.Receivable ? "à encaisser" : "à payer")}, échue le {Figures.French.Date(row.DueDate)} : reste {Figures.French.Money(owed)}.",
                $"Invoice {which} {(row.Direction == FinanceDirections.Receivable ? "to be received" : "to be paid")}, due on {Figures.English.Date(row.DueDate)}: {Figures.English.Money(owed)} left.")
            {
                Details = Facts.Of("finances", row.Id, ("due_date", $"{row.DueDate:yyyy-MM-dd}")),
                Link = Facts.Page(row.ProjectId),
            });
        }

        return findings;
    }
}
