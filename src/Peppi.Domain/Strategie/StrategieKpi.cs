using Peppi.Domain.Shared;

namespace Peppi.Domain.Strategie;

/// <summary>A figure that the group steers by (<c>strategie_kpis</c>); without a project it is the group's own.</summary>
public sealed class StrategieKpi : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; set; }

    /// <summary>What is measured.</summary>
    public string? KpiName { get; set; }

    /// <summary>What it should be.</summary>
    public decimal? TargetValue { get; set; }

    /// <summary>What it is now.</summary>
    public decimal? CurrentValue { get; set; }

    /// <summary>Unit of both, e.g. <c>%</c>, <c>j</c>, <c>XAF</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>Which way is good; one of <see cref="KpiDirections"/>.</summary>
    public string Direction { get; set; } = KpiDirections.Higher;

    /// <summary>From this ratio to the target on, in percent, the KPI is amber instead of green.</summary>
    public decimal? AmberThreshold { get; set; }

    /// <summary>From this ratio to the target on, in percent, the KPI is red.</summary>
    public decimal? RedThreshold { get; set; }

    /// <summary>How often it is measured; one of <see cref="KpiPeriods"/>.</summary>
    public string Period { get; set; } = KpiPeriods.Month;

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What a KPI was at the end of a past period (<c>strategie_kpi_values</c>): the trend.</summary>
public sealed class StrategieKpiValue : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The KPI.</summary>
    public int KpiId { get; set; }

    /// <summary>The KPI's project, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>First day of the period.</summary>
    public DateOnly PeriodStart { get; set; }

    /// <summary>The value at its end.</summary>
    public decimal Value { get; set; }

    /// <summary>The target then.</summary>
    public decimal? TargetValue { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Something decided in order to put a KPI or a project right (<c>strategie_action_plans</c>).</summary>
public sealed class StrategieActionPlan : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; set; }

    /// <summary>The KPI that it is to put right.</summary>
    public int? KpiId { get; set; }

    /// <summary>What it was born from; one of <see cref="ActionPlanSources"/>.</summary>
    public string Source { get; set; } = ActionPlanSources.Manual;

    /// <summary>The alert that it was born from.</summary>
    public int? SourceAlertId { get; set; }

    /// <summary>What is to be done.</summary>
    public required string Title { get; set; }

    /// <summary>How.</summary>
    public string? Description { get; set; }

    /// <summary>Who does it.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Until when.</summary>
    public DateOnly? DueDate { get; set; }

    /// <summary>One of <see cref="ActionPlanStatuses"/>.</summary>
    public string Status { get; set; } = ActionPlanStatuses.Open;

    /// <summary>When it was closed.</summary>
    public DateOnly? CompletedDate { get; set; }

    /// <summary>What shows that it was done.</summary>
    public string? Evidence { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Which way a KPI is good.</summary>
public static class KpiDirections
{
    /// <summary>More is better.</summary>
    public const string Higher = "higher";

    /// <summary>Less is better.</summary>
    public const string Lower = "lower";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Higher, Lower];
}

/// <summary>How often a KPI is measured.</summary>
public static class KpiPeriods
{
    /// <summary>Weekly.</summary>
    public const string Week = "week";

    /// <summary>Monthly.</summary>
    public const string Month = "month";

    /// <summary>Quarterly.</summary>
    public const string Quarter = "quarter";

    /// <summary>Yearly.</summary>
    public const string Year = "year";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Week, Month, Quarter, Year];

    /// <summary>The first day of the period that a day lies in; weeks begin on Monday.</summary>
    public static DateOnly StartOf(string period, DateOnly day) => period switch
    {
        Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        Year => new DateOnly(day.Year, 1, 1),
        _ => new DateOnly(day.Year, day.Month, 1),
    };
}

/// <summary>What an action plan was born from.</summary>
public static class ActionPlanSources
{
    /// <summary>Somebody's decision.</summary>
    public const string Manual = "manual";

    /// <summary>A KPI off its target.</summary>
    public const string Kpi = "kpi";

    /// <summary>An alert.</summary>
    public const string Alert = "alert";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Manual, Kpi, Alert];
}

/// <summary>How far an action plan has come.</summary>
public static class ActionPlanStatuses
{
    /// <summary>Not begun.</summary>
    public const string Open = "open";

    /// <summary>Under way.</summary>
    public const string InProgress = "in_progress";

    /// <summary>Closed, with evidence.</summary>
    public const string Done = "done";

    /// <summary>Given up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, InProgress, Done, Cancelled];

    /// <summary>Those of a plan that is not closed.</summary>
    public static IReadOnlyList<string> Standing { get; } = [Open, InProgress];
}
