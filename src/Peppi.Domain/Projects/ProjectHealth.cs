using Peppi.Domain.Alerts;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Domain.Projects;

/// <summary>How a project is doing, best to worst; not measured stands between.</summary>
public enum Health
{
    /// <summary>Nothing to do.</summary>
    Good,

    /// <summary>Nothing to measure it by.</summary>
    Unknown,

    /// <summary>To be looked at.</summary>
    Watch,

    /// <summary>To be acted on.</summary>
    Bad,
}

/// <summary>Why a project's health is what it is.</summary>
public enum HealthReason
{
    /// <summary>On time, no open alert of weight.</summary>
    OnTrack,

    /// <summary>It has no last day.</summary>
    NoEndDate,

    /// <summary>It is on hold.</summary>
    OnHold,

    /// <summary>Its last day is expected later than planned.</summary>
    Slipping,

    /// <summary>Its last day has passed.</summary>
    Overdue,

    /// <summary>An alert is open.</summary>
    OpenAlert,

    /// <summary>A critical alert is open.</summary>
    CriticalAlert,

    /// <summary>The work costs more than it is worth by the plan (CPI).</summary>
    OverCost,

    /// <summary>More is spent and promised than the budget holds, or nearly.</summary>
    OverBudget,

    /// <summary>Bills are long overdue.</summary>
    CashOverdue,

    /// <summary>Nobody has written from the site for days.</summary>
    Silent,
}

/// <summary>What a project's health is read from, beside its own dates; each is none where the reader may not see it.</summary>
/// <param name="OpenAlerts">The priorities of its alerts that are not resolved.</param>
public sealed record HealthSigns(IReadOnlyCollection<string> OpenAlerts)
{
    /// <summary>CPI.</summary>
    public Measure CostIndex { get; init; } = Measure.None(MissingReason.NotMeasured);

    /// <summary>Committed as a share of the budget.</summary>
    public Measure CommitmentRate { get; init; } = Measure.None(MissingReason.NoBudget);

    /// <summary>The oldest tranche of overdue bills, to pay or to be paid.</summary>
    public OverdueAge? OldestOverdue { get; init; }

    /// <summary>Working days since the last field message of a site where works go on.</summary>
    public int? SilentDays { get; init; }
}

/// <summary>The worst of cost, schedule, cash, silence and alerts, never an average: an average hides the one site that burns.</summary>
/// <param name="Level">How it is.</param>
/// <param name="Reason">Why.</param>
public sealed record ProjectHealth(Health Level, HealthReason Reason)
{
    /// <summary>Below this CPI a project is to be watched.</summary>
    public const decimal WatchCostIndex = 0.95m;

    /// <summary>Below this CPI somebody must act.</summary>
    public const decimal ActCostIndex = 0.9m;

    /// <summary>From this share of the budget on a project is to be watched; above all of it somebody must act.</summary>
    public const decimal WatchCommitment = 0.95m;

    /// <summary>From so many working days of silence on a site is to be watched.</summary>
    public const int WatchSilence = 4;

    /// <summary>From so many on somebody must act.</summary>
    public const int ActSilence = 10;

    private static readonly string[] Closed = [ProjectStatuses.Completed, ProjectStatuses.Cancelled, ProjectStatuses.Archived];

    /// <summary>The health of a project on a day by its dates and alerts alone; null for one that is closed.</summary>
    public static ProjectHealth? Of(Project project, IReadOnlyCollection<string> openAlerts, DateOnly today) => Of(project, new HealthSigns(openAlerts), today);

    /// <summary>The health of a project on a day; null for one that is closed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="signs">What is known of it.</param>
    /// <param name="today">The day.</param>
    public static ProjectHealth? Of(Project project, HealthSigns signs, DateOnly today)
    {
        if (Closed.Contains(project.Status)) return null;

        // Of equals the first tells why: what presses most stands on top.
        ProjectHealth[] sides = [OfAlerts(signs), OfSchedule(project, today), OfCost(signs), OfCash(signs), OfSilence(signs)];
        return sides.MaxBy(side => side.Level);
    }

    private static ProjectHealth OfAlerts(HealthSigns signs) =>
        signs.OpenAlerts.Contains(AlertPriorities.Critical) ? new(Health.Bad, HealthReason.CriticalAlert)
        : signs.OpenAlerts.Contains(AlertPriorities.High) ? new(Health.Watch, HealthReason.OpenAlert)
        : new(Health.Good, HealthReason.OnTrack);

    private static ProjectHealth OfSchedule(Project project, DateOnly today)
    {
        var end = project.ForecastEndDate ?? project.EndDate;
        var slip = Slippage.Days(project.EndDate, project.ForecastEndDate);
        if (end < today) return new(Health.Bad, HealthReason.Overdue);
        if (slip >= Slippage.ActFrom) return new(Health.Bad, HealthReason.Slipping);
        if (slip >= Slippage.WatchFrom) return new(Health.Watch, HealthReason.Slipping);
        if (project.Status == ProjectStatuses.OnHold) return new(Health.Watch, HealthReason.OnHold);
        return end is null ? new(Health.Unknown, HealthReason.NoEndDate) : new(Health.Good, HealthReason.OnTrack);
    }

    private static ProjectHealth OfCost(HealthSigns signs)
    {
        if (signs.CommitmentRate.Value > 1) return new(Health.Bad, HealthReason.OverBudget);
        if (signs.CostIndex.Value < ActCostIndex) return new(Health.Bad, HealthReason.OverCost);
        if (signs.CommitmentRate.Value >= WatchCommitment) return new(Health.Watch, HealthReason.OverBudget);
        return signs.CostIndex.Value < WatchCostIndex ? new(Health.Watch, HealthReason.OverCost) : new(Health.Good, HealthReason.OnTrack);
    }

    private static ProjectHealth OfCash(HealthSigns signs) => signs.OldestOverdue switch
    {
        OverdueAge.Older => new(Health.Bad, HealthReason.CashOverdue),
        OverdueAge.TwoMonths or OverdueAge.ThreeMonths => new(Health.Watch, HealthReason.CashOverdue),
        _ => new(Health.Good, HealthReason.OnTrack),
    };

    private static ProjectHealth OfSilence(HealthSigns signs) => signs.SilentDays switch
    {
        >= ActSilence => new(Health.Bad, HealthReason.Silent),
        >= WatchSilence => new(Health.Watch, HealthReason.Silent),
        _ => new(Health.Good, HealthReason.OnTrack),
    };
}
