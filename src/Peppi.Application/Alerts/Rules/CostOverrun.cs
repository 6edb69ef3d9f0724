using Peppi.Application.Alerts.Engine;
using Peppi.Application.Finance.Contracts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>
/// A project that costs more than it earns: its CPI, or its budget over its estimate at completion where that is lower, below a level.
/// It ends when both are back above a second, higher level. With the usual estimate (BAC / CPI) the budget is exceeded as soon as the CPI is
/// below 1, so that both are held to one level: a bare EAC above BAC would alarm at every CPI of 0.99 and never rest. Where nobody measured progress there is nothing to say.
/// </summary>
internal sealed class CostOverrun(MoneyFigures money) : IAlertRule
{
    public string Code => AlertRuleKinds.CostOverrun;

    public IReadOnlyList<string> Tables => ["finances", "supply_orders", "projects", "project_progress", "exchange_rates"];

    public bool ReadsMoney => true;

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var project in await money.OfSomeAsync(scope.Projects, scope.Today, cancellationToken))
        {
            var id = project.Project.Id;
            var cpi = project.Value.CostIndex.Value;
            var cover = project.Sums.Budget.Value is { } budget && project.Value.AtCompletion.Value is { } eac and > 0 ? budget / eac : (decimal?)null;
            var index = cover < cpi || cpi is null ? cover : cpi;

            // Without a rate nobody knows, which is no reason to take what was raised for over.
            var unknown = index is null && new[] { project.Value.CostIndex, project.Value.AtCompletion, project.Sums.Budget }.Any(part => part.Missing == MissingReason.NoRate);
            if (!unknown && (index is null || index >= scope.Settings.Number("cpi_calm", id))) continue;
            findings.Add(new Finding($"{Code}:{id}", id, AlertPriorities.High,
                $"{project.Project.Name} : le coût dérive, l'indice des coûts (CPI) ou le budget face au coût final estimé (EAC) est sous le seuil.",
                $"{project.Project.Name}: cost overrun, the cost index (CPI) or the budget against the estimate at completion (EAC) is below its level.")
            {
                IsHeld = unknown || index >= scope.Settings.Number("cpi", id),
                Details = Facts.Of("projects", id),
                Link = Facts.Page(id),
            });
        }

        return findings;
    }
}
