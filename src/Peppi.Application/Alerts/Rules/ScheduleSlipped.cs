using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>The end of a project, or a milestone that is not reached, expected so many days after its baseline; ends when it is re-baselined.</summary>
internal sealed class ScheduleSlipped(PeppiDbContext db) : IAlertRule
{
    private static readonly string[] Over = [ProjectStatuses.Completed, ProjectStatuses.Cancelled, ProjectStatuses.Archived];

    public string Code => AlertRuleKinds.ScheduleSlipped;

    public IReadOnlyList<string> Tables => ["projects", "project_milestones"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var projects = await db.Projects.AsNoTracking().Within(scope, row => row.Id)
            .Where(row => row.ForecastEndDate > row.EndDate && (row.Status == null || !Over.Contains(row.Status)))
            .Select(row => new { row.Id, row.Name, row.EndDate, row.ForecastEndDate }).ToListAsync(cancellationToken);
        var milestones = await db.Set<ProjectMilestone>().AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.ActualDate == null && row.ForecastDate > row.BaselineDate)
            .Select(row => new { row.Id, row.ProjectId, row.Name, row.BaselineDate, row.ForecastDate, row.IsCritical }).ToListAsync(cancellationToken);

        var findings = projects.Select(row => Of($"{Code}:{row.Id}", row.Id, row.Name, row.EndDate, row.ForecastEndDate, false, scope, "projects", row.Id,
            (name, from, to) => $"{name} : fin prévue reportée du {from} au {to}.", (name, from, to) => $"{name}: end put off from {from} to {to}."));
        return [.. findings.Concat(milestones.Select(row => Of($"{Code}:milestone:{row.Id}", row.ProjectId, row.Name, row.BaselineDate, row.ForecastDate, row.IsCritical, scope, "project_milestones", row.Id,
            (name, from, to) => $"Jalon « {name} » reporté du {from} au {to}.", (name, from, to) => $"Milestone “{name}” put off from {from} to {to}."))).OfType<Finding>()];
    }

    private static Finding? Of(string key, int project, string name, DateOnly? baseline, DateOnly? forecast, bool critical, RuleScope scope, string table, int id,
        Func<string, string, string, string> french, Func<string, string, string, string> english)
    {
        var days = Slippage.Days(baseline, forecast) ?? 0;
        if (days <= scope.Settings.Number("warning", project)) return null;
        return new Finding(key, project, critical || days > scope.Settings.Number("high", project) ? AlertPriorities.High : AlertPriorities.Warning,
            french(name, Figures.French.Date(baseline!.Value), Figures.French.Date(forecast!.Value)),
            english(name, Figures.English.Date(baseline.Value), Figures.English.Date(forecast.Value)))
        {
            Details = Facts.Of(table, id, ("baseline", $"{baseline:yyyy-MM-dd}"), ("forecast", $"{forecast:yyyy-MM-dd}")),
            Link = Facts.Page(project),
        };
    }
}
