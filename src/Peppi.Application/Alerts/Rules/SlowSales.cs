using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>A project that sold less than its plan's share of what was on offer in each of the last full months.</summary>
internal sealed class SlowSales(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.SlowSales;

    public IReadOnlyList<string> Tables => ["units"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var units = await db.Units.AsNoTracking().Within(scope, row => row.ProjectId).Where(row => row.ProjectId != null && row.ListedOn != null)
            .Select(row => new { row.ProjectId, row.ListedOn, row.SoldOn, row.WithdrawnOn }).ToListAsync(cancellationToken);
        var thisMonth = new DateOnly(scope.Today.Year, scope.Today.Month, 1);
        List<Finding> findings = [];
        foreach (var project in units.GroupBy(unit => unit.ProjectId!.Value))
        {
            var (months, percent) = ((int)scope.Settings.Number("months", project.Key), scope.Settings.Number("percent", project.Key));
            var slow = Enumerable.Range(1, months).All(back =>
            {
                var (from, until) = (thisMonth.AddMonths(-back), thisMonth.AddMonths(1 - back));
                var offered = project.Count(unit => unit.ListedOn < from && !(unit.SoldOn < from) && !(unit.WithdrawnOn < from));
                return Measure.Ratio(project.Count(unit => unit.SoldOn >= from && unit.SoldOn < until), offered, MissingReason.NotMeasured).Value * 100 < percent;
            });
            if (!slow) continue;
            findings.Add(new Finding($"{Code}:{project.Key}", project.Key, AlertPriorities.High,
                $"Écoulement sous {Figures.French.Plain(percent)} % par mois depuis {months} mois.", $"Absorption below {Figures.English.Plain(percent)}% a month for {months} months.")
            {
                Details = Facts.Of("projects", project.Key),
                Link = Facts.Page(project.Key),
            });
        }

        return findings;
    }
}
