using System.Text.Json;
using Peppi.Application.Strategie.Contracts;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Kpis;

/// <summary>Tells the status and the trend of one KPI, or of all that the caller may see.</summary>
internal sealed class KpiBasis(KpiFigures kpis, TellFigure asked, DateOnly asOf)
{
    public async Task<(Measure Value, IReadOnlyDictionary<string, object?> Inputs)> StatusAsync(CancellationToken cancellationToken)
    {
        var found = await kpis.ReadAsync(asked.KpiId, asked.ProjectId, asOf, cancellationToken);
        if (found.Count == 0) return (Measure.None(MissingReason.NoRows), FigureBasis.Nothing);
        if (asked.KpiId is not null && found is [var one]) return (one.Reached, Of(one));

        var told = found.Where(reading => reading.Standing != KpiStanding.Unknown).ToList();
        return (Measure.Ratio(told.Count(reading => reading.Standing == KpiStanding.Green), told.Count, MissingReason.NoTarget), new Dictionary<string, object?>
        {
            ["green"] = told.Count(reading => reading.Standing == KpiStanding.Green),
            ["amber"] = told.Count(reading => reading.Standing == KpiStanding.Amber),
            ["red"] = told.Count(reading => reading.Standing == KpiStanding.Red),
            ["unknown"] = found.Count - told.Count,
            ["kpis"] = found.Select(Of).ToList(),
        });
    }

    public async Task<(Measure Value, IReadOnlyDictionary<string, object?> Inputs)> TrendAsync(CancellationToken cancellationToken)
    {
        var found = await kpis.ReadAsync(asked.KpiId, asked.ProjectId, asOf, cancellationToken);
        if (found.Count == 0) return (Measure.None(MissingReason.NoRows), FigureBasis.Nothing);
        if (asked.KpiId is not null && found is [var one]) return (one.Change, Of(one));

        // Changes of unlike things do not add up: of several it is told how many go which way.
        var told = found.Where(reading => reading.Trend != KpiTrend.Unknown).ToList();
        return (Measure.Ratio(told.Count(reading => reading.Trend == KpiTrend.Better) - told.Count(reading => reading.Trend == KpiTrend.Worse), told.Count, MissingReason.NotMeasured), new Dictionary<string, object?>
        {
            ["better"] = told.Count(reading => reading.Trend == KpiTrend.Better),
            ["steady"] = told.Count(reading => reading.Trend == KpiTrend.Steady),
            ["worse"] = told.Count(reading => reading.Trend == KpiTrend.Worse),
            ["unknown"] = found.Count - told.Count,
            ["kpis"] = found.Select(Of).ToList(),
        });
    }

    private static Dictionary<string, object?> Of(KpiReading reading) => new()
    {
        ["kpi_id"] = reading.Kpi.Id,
        ["kpi_name"] = reading.Kpi.KpiName,
        ["project_id"] = reading.Kpi.ProjectId,
        ["value"] = reading.Value,
        ["target"] = reading.Target,
        ["unit"] = reading.Kpi.Unit,
        ["direction"] = reading.Kpi.Direction,
        ["amber_threshold"] = reading.Kpi.AmberThreshold ?? KpiProgress.DefaultAmber,
        ["red_threshold"] = reading.Kpi.RedThreshold ?? KpiProgress.DefaultRed,
        ["status"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Standing.ToString()),
        ["trend"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Trend.ToString()),
        ["history"] = reading.History.TakeLast(KpiTrends.Periods).Select(past => new Dictionary<string, object?> { ["period_start"] = past.Period, ["value"] = past.Value }).ToList(),
    };
}
