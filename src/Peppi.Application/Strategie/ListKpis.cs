using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Strategie.Contracts;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie;

/// <summary>The KPIs that the caller may see, the worst on top, and what is planned about them.</summary>
/// <param name="ProjectId">Those of one project; null for all, the group's own among them.</param>
/// <param name="Standing">Only those of a colour.</param>
public sealed record ListKpis(int? ProjectId = null, KpiStanding? Standing = null) : IQuery<KpiList>;

/// <summary>A list of KPIs.</summary>
/// <param name="AsOf">The day.</param>
/// <param name="Lines">Those asked for.</param>
/// <param name="ByStanding">How many of the project stand how.</param>
/// <param name="Projects">The projects that have KPIs, by key.</param>
/// <param name="Plans">Action plans that are not closed: of the project asked for, those that are due first on top.</param>
/// <param name="PlansDone">How many were closed.</param>
public sealed record KpiList(DateOnly AsOf, IReadOnlyList<KpiReading> Lines, IReadOnlyDictionary<KpiStanding, int> ByStanding, IReadOnlyDictionary<int, string> Projects,
    IReadOnlyList<ActionPlanLine> Plans, int PlansDone);

/// <summary>An action plan as pages show it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Owner">Who does it; null where nobody does, or the caller may not know whom.</param>
/// <param name="KpiName">The KPI that it is to put right.</param>
/// <param name="IsLate">It is past its day and not closed.</param>
public sealed record ActionPlanLine(StrategieActionPlan Plan, string? Owner, string? KpiName, bool IsLate);

internal sealed class ListKpisHandler(PeppiDbContext db, KpiFigures kpis, TimeProvider time) : IHandler<ListKpis, KpiList>
{
    public async Task<Result<KpiList>> Handle(ListKpis query, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var all = await kpis.ReadAsync(null, null, today, cancellationToken);
        var ids = all.Select(reading => reading.Kpi.ProjectId).OfType<int>().Distinct().ToList();
        var projects = await db.Projects.AsNoTracking().Where(project => ids.Contains(project.Id)).OrderBy(project => project.Name)
            .ToDictionaryAsync(project => project.Id, project => project.Name, cancellationToken);
        var here = all.Where(reading => query.ProjectId is null || reading.Kpi.ProjectId == query.ProjectId).ToList();
        var plans = db.StrategieActionPlans.AsNoTracking().Where(plan => query.ProjectId == null || plan.ProjectId == query.ProjectId);
        return new KpiList(today,
            [.. here.Where(reading => query.Standing is null || reading.Standing == query.Standing)
                .OrderByDescending(reading => reading.Standing).ThenBy(reading => reading.Reached.Value ?? decimal.MaxValue).ThenBy(reading => reading.Kpi.Id)],
            here.CountBy(reading => reading.Standing).ToDictionary(), projects,
            await ActionPlanLines.ReadAsync(db, plans.Where(plan => ActionPlanStatuses.Standing.Contains(plan.Status)), today, cancellationToken),
            await plans.CountAsync(plan => plan.Status == ActionPlanStatuses.Done, cancellationToken));
    }
}
