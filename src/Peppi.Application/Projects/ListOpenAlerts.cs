using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>The alerts that the caller may see and nobody has resolved.</summary>
public sealed record ListOpenAlerts : IQuery<OpenAlerts>;

/// <summary>Alerts that are not resolved.</summary>
/// <param name="Open">How many there are.</param>
/// <param name="Critical">How many of them are critical.</param>
/// <param name="Latest">The newest of weight.</param>
public sealed record OpenAlerts(int Open, int Critical, IReadOnlyList<AlertLine> Latest);

internal sealed class ListOpenAlertsHandler(PeppiDbContext db) : IHandler<ListOpenAlerts, OpenAlerts>
{
    private const int MostLines = 6;

    public async Task<Result<OpenAlerts>> Handle(ListOpenAlerts query, CancellationToken cancellationToken)
    {
        var open = db.Alerts.Where(alert => alert.Status != AlertStatuses.Resolved);
        return new OpenAlerts(
            await open.CountAsync(cancellationToken),
            await open.CountAsync(alert => alert.Priority == AlertPriorities.Critical, cancellationToken),
            await open.Where(alert => alert.Priority != AlertPriorities.Info).OrderByDescending(alert => alert.CreatedAt).Take(MostLines)
                .Select(alert => new AlertLine(alert.Id, alert.ProjectId, alert.Priority, alert.Message, alert.CreatedAt) { English = alert.MessageEn }).ToListAsync(cancellationToken));
    }
}
