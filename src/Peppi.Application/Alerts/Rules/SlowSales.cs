using Peppi.Application.Alerts.Engine;
using Peppi.Application.Commercial.Contracts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>A project that sold less than its plan's share of what was on offer in each of the last full months.</summary>
internal sealed class SlowSales(SalesFigures sales) : IAlertRule
{
    public string Code => AlertRuleKinds.SlowSales;

    public IReadOnlyList<string> Tables => ["units", "reservations"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        // The absorption of a full month is that of its last day.
        var thisMonth = new DateOnly(scope.Today.Year, scope.Today.Month, 1);
        int? only = scope.Projects is [var single] ? single : null;
        List<IReadOnlyDictionary<int, SalesPosition>> past = [];
        for (var back = 0; back < (int)scope.Settings.Most("months"); back++) past.Add(await sales.ByProjectAsync(only, thisMonth.AddMonths(-back).AddDays(-1), cancellationToken));
        List<Finding> findings = [];
        foreach (var project in past.SelectMany(month => month.Keys).Distinct().Where(id => scope.IsWhole || scope.Listed.Contains(id)))
        {
            var (months, percent) = ((int)scope.Settings.Number("months", project), scope.Settings.Number("percent", project));
            if (!past.Take(months).All(month => month.TryGetValue(project, out var position) && position.Absorption.Value * 100 < percent)) continue;
            findings.Add(new Finding($"{Code}:{project}", project, AlertPriorities.High,
                $"Écoulement sous {Figures.French.Plain(percent)} % par mois depuis {months} mois.", $"Absorption below {Figures.English.Plain(percent)}% a month for {months} months.")
            {
                Details = Facts.Of("projects", project),
                Link = Facts.Page(project),
            });
        }

        return findings;
    }
}
