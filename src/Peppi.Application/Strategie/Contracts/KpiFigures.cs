using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie.Contracts;

/// <summary>A KPI as of a day.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Value">What it was then; null where nobody measured.</param>
/// <param name="Target">What it should have been.</param>
/// <param name="History">Its values by period, the oldest first.</param>
public sealed record KpiReading(StrategieKpi Kpi, decimal? Value, decimal? Target, IReadOnlyList<(DateOnly Period, decimal Value)> History)
{
    /// <summary>What was reached of the target.</summary>
    public Measure Reached => KpiProgress.Reached(Value, Target, Kpi.Direction);

    /// <summary>Its colour.</summary>
    public KpiStanding Standing => KpiProgress.Standing(Reached, Kpi.AmberThreshold, Kpi.RedThreshold);

    /// <summary>Which way it goes.</summary>
    public KpiTrend Trend => KpiTrends.Of([.. History.Select(past => past.Value)], Kpi.Direction);

    /// <summary>By how much it changed over the periods that the trend looks at, as a share of what it was.</summary>
    public Measure Change
    {
        get
        {
            var looked = History.TakeLast(KpiTrends.Periods).ToList();
            return looked.Count < 2 ? Measure.None(MissingReason.NotMeasured)
                : looked[0].Value == 0 ? Measure.None(MissingReason.NothingEarned) : Measure.Of((looked[^1].Value - looked[0].Value) / Math.Abs(looked[0].Value));
        }
    }
}

/// <summary>KPIs with their status and trend, as of any day and with the caller's own rights. Within the caller's transaction.</summary>
public sealed class KpiFigures(PeppiDbContext db, TimeProvider time)
{
    /// <summary>One KPI, those of a project, or all.</summary>
    public async Task<IReadOnlyList<KpiReading>> ReadAsync(int? kpi, int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var kpis = await db.StrategieKpis.AsNoTracking().Where(row => (kpi == null || row.Id == kpi) && (project == null || row.ProjectId == project)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var ids = kpis.ConvertAll(row => row.Id);
        var past = (await db.StrategieKpiValues.AsNoTracking().Where(row => ids.Contains(row.KpiId) && row.PeriodStart <= asOf).OrderBy(row => row.PeriodStart).ToListAsync(cancellationToken))
            .ToLookup(row => row.KpiId);
        var isNow = asOf >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return kpis.ConvertAll(row =>
        {
            var last = past[row.Id].LastOrDefault();
            return new KpiReading(row, isNow ? row.CurrentValue : last?.Value, isNow ? row.TargetValue : last?.TargetValue ?? row.TargetValue, [.. past[row.Id].Select(value => (value.PeriodStart, value.Value))]);
        });
    }
}
