using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>
/// Orders beyond a budget whose policy is to tell. The order itself raises it, in its own transaction (047_budgets.sql, the same key and
/// words); this keeps it for as long as it is so, and ends it.
/// </summary>
internal sealed class BudgetExceeded(PeppiDbContext db, MoneyFigures money) : IAlertRule
{
    // As the order is judged: an order of next month and a budget of next year count, whatever day it is. Rates are today's.
    private static readonly DateOnly Ever = DateOnly.MaxValue;

    public string Code => AlertRuleKinds.BudgetExceeded;

    public IReadOnlyList<string> Tables => ["finances", "supply_orders", "budget_lines", "exchange_rates"];

    public bool ReadsMoney => true;

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var told = (await db.BudgetLines.AsNoTracking().Within(scope, row => row.ProjectId).Where(row => row.Policy == BudgetPolicies.Warn)
            .Select(row => new { row.ProjectId, row.Category }).ToListAsync(cancellationToken)).ToLookup(row => row.ProjectId, row => row.Category);
        if (told.Count == 0) return [];
        var rates = await money.RatesAsync(scope.Today, cancellationToken);
        List<Finding> findings = [];
        foreach (var project in await money.OfSomeAsync([.. told.Select(group => group.Key)], Ever, cancellationToken))
        {
            var id = project.Project.Id;
            foreach (var category in told[id])
            {
                var sums = MoneySums.Of([.. project.Lines.Where(line => category is null || line.Category == category)], project.Sums.Currency, rates);
                var left = sums.Available - sums.Pending;
                var unknown = left.Missing == MissingReason.NoRate;
                if (!unknown && !(left.Value < 0)) continue;
                var line = category is null ? "" : " " + category;
                findings.Add(new Finding($"{Code}:{id}:{category ?? "*"}", id, AlertPriorities.High,
                    $"{project.Project.Name} : les commandes dépassent le budget{line}.", $"{project.Project.Name}: orders exceed the budget{line}.")
                {
                    // Without a rate nobody knows, which is no reason to take what was raised for over.
                    IsHeld = unknown,
                    Details = Facts.Of("projects", id, ("category", category)),
                    Link = $"/budgets/{id}",
                });
            }
        }

        return findings;
    }
}
