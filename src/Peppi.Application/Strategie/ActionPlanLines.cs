using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie;

/// <summary>Reads action plans with the names that pages show.</summary>
internal static class ActionPlanLines
{
    private const int Most = 200;

    /// <summary>The plans, those that are not closed first, by the day that they are due.</summary>
    public static async Task<IReadOnlyList<ActionPlanLine>> ReadAsync(PeppiDbContext db, IQueryable<StrategieActionPlan> plans, DateOnly today, CancellationToken cancellationToken)
    {
        var rows = await (
            from plan in plans
            join kpi in db.StrategieKpis on plan.KpiId equals (int?)kpi.Id into aims
            from aim in aims.DefaultIfEmpty()
            join person in db.Set<KnownPerson>() on plan.OwnerId equals (Guid?)person.Id into owners
            from owner in owners.DefaultIfEmpty()
            orderby ActionPlanStatuses.Standing.Contains(plan.Status) descending, plan.DueDate, plan.Id
            select new { plan, owner.DisplayName, aim.KpiName }).Take(Most).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new ActionPlanLine(row.plan, row.DisplayName, row.KpiName, ActionPlanStatuses.Standing.Contains(row.plan.Status) && row.plan.DueDate < today));
    }
}
