using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Chantier;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>A site under works from which nobody has written for some working days; ends with the next message.</summary>
internal sealed class SiteSilent(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.SiteSilent;

    public IReadOnlyList<string> Tables => ["chantier_messages", "projects"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var sites = await db.Projects.AsNoTracking().Within(scope, row => row.Id)
            .Where(row => row.Status == ProjectStatuses.Active && row.Phase == ProjectPhases.Works)
            .Select(row => new
            {
                row.Id,
                row.Name,
                row.StartDate,
                row.CreatedAt,
                Last = db.ChantierMessages.Where(message => message.ProjectId == row.Id).Max(message => (DateTimeOffset?)(message.ReceivedAt ?? message.CreatedAt)),
            }).ToListAsync(cancellationToken);
        List<Finding> findings = [];
        foreach (var site in sites)
        {
            var since = site.StartDate ?? DateOnly.FromDateTime(site.CreatedAt.UtcDateTime);
            DateOnly? last = site.Last is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;
            var days = SiteSilence.WorkingDays(last, since, scope.Today, scope.Settings.Number("saturdays_worked", site.Id) >= 1);
            if (days < scope.Settings.Number("warning", site.Id)) continue;
            findings.Add(new Finding($"{Code}:{site.Id}", site.Id, days >= scope.Settings.Number("high", site.Id) ? AlertPriorities.High : AlertPriorities.Warning,
                last is null ? $"{site.Name} : aucun message du chantier n'est encore arrivé." : $"{site.Name} : aucun message du chantier depuis le {Figures.French.Date(last.Value)}.",
                last is null ? $"{site.Name}: no message has come from the site yet." : $"{site.Name}: no message from the site since {Figures.English.Date(last.Value)}.")
            {
                Details = Facts.Of("projects", site.Id, ("last_message", last is null ? null : $"{last:yyyy-MM-dd}")),
                Link = Facts.Page(site.Id),
            });
        }

        return findings;
    }
}
