using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Chantier;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;

namespace Peppi.Application.Projects.Contracts;

/// <summary>
/// The health of projects, read in one way for lists, pages, maps, reports and rules: from what the caller may see, so that a person
/// without the money sees no trace of it here either. Within the caller's transaction.
/// </summary>
public sealed class HealthFigures(PeppiDbContext db, MoneyFigures money, SilenceCalendar calendar)
{
    /// <summary>The health of each project; null for one that is closed.</summary>
    /// <param name="projects">The projects.</param>
    /// <param name="today">The day.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<int, ProjectHealth?>> OfAsync(IReadOnlyCollection<Project> projects, DateOnly today, CancellationToken cancellationToken)
    {
        if (projects.Count == 0) return new Dictionary<int, ProjectHealth?>();
        int? only = projects.Count == 1 ? projects.First().Id : null;
        var alerts = (await db.Alerts.AsNoTracking()
            .Where(alert => alert.ProjectId != null && alert.Status != AlertStatuses.Resolved && (only == null || alert.ProjectId == only))
            .Select(alert => new { alert.ProjectId, alert.Priority }).Distinct().ToListAsync(cancellationToken)).ToLookup(alert => alert.ProjectId!.Value, alert => alert.Priority);
        var values = only is { } one
            ? await money.OfProjectAsync(one, today, cancellationToken) is { } found ? [found] : []
            : (await money.OfPortfolioAsync(today, cancellationToken)).Projects;
        var byProject = values.ToDictionary(value => value.Project.Id);
        var overdue = (await money.OverdueAsync(only, today, cancellationToken)).ToLookup(line => line.ProjectId);
        var heard = await LastMessagesAsync(only, cancellationToken);
        var saturdays = await calendar.SaturdaysWorkedAsync(cancellationToken);
        return projects.ToDictionary(project => project.Id, project =>
        {
            var signs = new HealthSigns([.. alerts[project.Id]])
            {
                OldestOverdue = overdue[project.Id].Select(line => (OverdueAge?)line.Age).Max(),
                SilentDays = project is { Status: ProjectStatuses.Active, Phase: ProjectPhases.Works } && heard.TryGetValue(project.Id, out var last) ? SiteSilence.WorkingDays(last, last, today, saturdays(project.Id)) : null,
            };
            if (byProject.TryGetValue(project.Id, out var value)) signs = signs with { CostIndex = value.Value.CostIndex, CommitmentRate = value.Sums.CommitmentRate };
            return ProjectHealth.Of(project, signs, today);
        });
    }

    private async Task<Dictionary<int, DateOnly>> LastMessagesAsync(int? only, CancellationToken cancellationToken)
    {
        var last = await db.ChantierMessages.AsNoTracking()
            .Where(message => message.ProjectId != null && message.ReceivedAt != null && (only == null || message.ProjectId == only))
            .GroupBy(message => message.ProjectId!.Value).Select(group => new { group.Key, Last = group.Max(message => message.ReceivedAt) }).ToListAsync(cancellationToken);
        return last.ToDictionary(row => row.Key, row => DateOnly.FromDateTime(row.Last!.Value.UtcDateTime));
    }
}
