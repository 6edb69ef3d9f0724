using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Alerts.Rules;

/// <summary>A KPI that was short of its target, by its own thresholds, in each of its last periods; ends when it is back on target.</summary>
internal sealed class KpiBelowTarget(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.KpiBelowTarget;

    public IReadOnlyList<string> Tables => ["strategie_kpis", "strategie_kpi_values"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var most = (int)scope.Settings.Most("periods");
        var rows = await db.StrategieKpis.AsNoTracking().Within(scope, row => row.ProjectId)
            .Select(row => new
            {
                Kpi = row,
                Last = db.StrategieKpiValues.Where(value => value.KpiId == row.Id).OrderByDescending(value => value.PeriodStart).Take(most)
                    .Select(value => new { value.Value, value.TargetValue }).ToList(),
            }).ToListAsync(cancellationToken);
        List<Finding> findings = [];
        foreach (var (kpi, values) in rows.Select(row => (row.Kpi, row.Last)))
        {
            var periods = (int)scope.Settings.Number("periods", kpi.ProjectId);

            // What it is now counts too: a KPI that was put right is no cause for alarm, whatever the past periods were.
            var now = Standing(kpi, kpi.CurrentValue, kpi.TargetValue);
            if (values.Count < periods || now == KpiStanding.Green || values.Take(periods).Any(value => Standing(kpi, value.Value, value.TargetValue ?? kpi.TargetValue) is KpiStanding.Green or KpiStanding.Unknown)) continue;
            var name = kpi.KpiName ?? $"#{kpi.Id}";
            findings.Add(new Finding($"{Code}:{kpi.Id}", kpi.ProjectId, AlertPriorities.High,
                $"{name} : sous l'objectif {periods} périodes de suite (objectif {Said(Figures.French, kpi)}).",
                $"{name}: below target {periods} periods running (target {Said(Figures.English, kpi)}).")
            {
                Details = Facts.Of("strategie_kpis", kpi.Id),
                Link = Facts.Page(kpi.ProjectId),
            });
        }

        return findings;
    }

    private static KpiStanding Standing(StrategieKpi kpi, decimal? value, decimal? target) =>
        KpiProgress.Standing(KpiProgress.Reached(value, target, kpi.Direction), kpi.AmberThreshold, kpi.RedThreshold);

    private static string Said(Figures figures, StrategieKpi kpi) => $"{(kpi.TargetValue is { } target ? figures.Plain(target) : "?")} {kpi.Unit}".TrimEnd();
}
