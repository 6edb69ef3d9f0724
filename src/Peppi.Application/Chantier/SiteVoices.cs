using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Chantier.Contracts;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Persistence;
using Peppi.Domain.Chantier;
using Peppi.Domain.Projects;

namespace Peppi.Application.Chantier;

/// <summary>Reads the last message of each site through the index of its days.</summary>
internal sealed class SiteVoices(PeppiDbContext db, IOptions<InboxOptions> options, TimeProvider time) : ISiteVoices
{
    private static readonly string[] Over = [ProjectStatuses.Archived, ProjectStatuses.Cancelled, ProjectStatuses.Completed];

    public async Task<IReadOnlyList<SiteVoice>> ListAsync(CancellationToken cancellationToken)
    {
        var sites = await db.Projects.AsNoTracking().Where(project => project.Status == null || !Over.Contains(project.Status)).OrderBy(project => project.Name)
            .Select(project => new
            {
                project.Id,
                project.Name,
                project.Status,
                project.Phase,
                project.TimeZone,
                project.StartDate,
                project.CreatedAt,
                LastDay = db.ChantierMessages.Where(message => message.ProjectId == project.Id).Max(message => message.LocalDay),
                LastAt = db.ChantierMessages.Where(message => message.ProjectId == project.Id).Max(message => message.ReceivedAt),
            }).ToListAsync(cancellationToken);
        return [.. sites.Select(site =>
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), ZoneOf(site.TimeZone)).DateTime);
            var since = site.StartDate ?? DateOnly.FromDateTime(site.CreatedAt.UtcDateTime);
            return new SiteVoice(site.Id, site.Name, site is { Status: ProjectStatuses.Active, Phase: ProjectPhases.Works or ProjectPhases.Handover }, site.LastDay, site.LastAt,
                SiteSilence.WorkingDays(site.LastDay, since, today, options.Value.SaturdaysWorked));
        })];
    }

    private static TimeZoneInfo ZoneOf(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
