using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Strategie.Contracts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Strategie;

/// <summary>One KPI with its past and what is planned about it.</summary>
/// <param name="KpiId">The KPI.</param>
public sealed record ShowKpi(int KpiId) : IQuery<KpiDetails>;

/// <summary>A KPI as its page shows it.</summary>
/// <param name="AsOf">The day.</param>
/// <param name="Reading">Its value, target, status, trend and past.</param>
/// <param name="ProjectName">Its project; null for one of the group.</param>
/// <param name="Plans">Action plans about it, those that are not closed first.</param>
public sealed record KpiDetails(DateOnly AsOf, KpiReading Reading, string? ProjectName, IReadOnlyList<ActionPlanLine> Plans);

internal sealed class ShowKpiHandler(PeppiDbContext db, KpiFigures kpis, TimeProvider time) : IHandler<ShowKpi, KpiDetails>
{
    public async Task<Result<KpiDetails>> Handle(ShowKpi query, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if ((await kpis.ReadAsync(query.KpiId, null, today, cancellationToken)).SingleOrDefault() is not { } reading) return SharedErrors.NotFound("KPI");
        var project = await db.Projects.AsNoTracking().Where(row => row.Id == reading.Kpi.ProjectId).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);
        return new KpiDetails(today, reading, project,
            await ActionPlanLines.ReadAsync(db, db.StrategieActionPlans.AsNoTracking().Where(plan => plan.KpiId == query.KpiId), today, cancellationToken));
    }
}
