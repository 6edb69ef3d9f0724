using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Projects.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Kpis;

/// <summary>The projects that the caller may see as points of a map, with what colours them.</summary>
public sealed record MapPortfolio : IQuery<IReadOnlyList<MapPoint>>;

/// <summary>One project on the map.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Name.</param>
/// <param name="Code">Code.</param>
/// <param name="Region">Region.</param>
/// <param name="Phase">Phase.</param>
/// <param name="Status">Status.</param>
/// <param name="PercentComplete">Progress, 0 to 100.</param>
/// <param name="SlippageDays">Days between its baseline and the end expected now.</param>
/// <param name="Health">Health; null where the project is closed.</param>
/// <param name="HealthReason">Why.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
public sealed record MapPoint(
    int Id, string Name, string? Code, string? Region, string? Phase, string? Status, decimal? PercentComplete, int? SlippageDays,
    Health? Health, HealthReason? HealthReason, decimal? Longitude, decimal? Latitude);

internal sealed class MapPortfolioHandler(PeppiDbContext db, HealthFigures healths, TimeProvider time) : IHandler<MapPortfolio, IReadOnlyList<MapPoint>>
{
    public async Task<Result<IReadOnlyList<MapPoint>>> Handle(MapPortfolio query, CancellationToken cancellationToken)
    {
        var projects = await db.Projects.AsNoTracking().Where(row => row.Status != ProjectStatuses.Archived && row.Status != ProjectStatuses.Cancelled)
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var found = await healths.OfAsync(projects, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken);
        return projects.ConvertAll(row => new MapPoint(row.Id, row.Name, row.Code, row.Region, row.Phase, row.Status, row.PercentComplete,
            Slippage.Days(row.EndDate, row.ForecastEndDate), found[row.Id]?.Level, found[row.Id]?.Reason, row.Longitude, row.Latitude));
    }
}
