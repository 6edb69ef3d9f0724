using Peppi.Domain.Alerts;

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
}

/// <summary>
/// The worst of time and alerts, never an average: an average hides the one site that burns. Money and silence on site come in
/// through the alerts that their rules raise.
/// </summary>
/// <param name="Level">How it is.</param>
/// <param name="Reason">Why.</param>
public sealed record ProjectHealth(Health Level, HealthReason Reason)
{
    private static readonly string[] Closed = [ProjectStatuses.Completed, ProjectStatuses.Cancelled, ProjectStatuses.Archived];

    /// <summary>The health of a project on a day; null for one that is closed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="openAlerts">The priorities of its alerts that are not resolved.</param>
    /// <param name="today">The day.</param>
    public static ProjectHealth? Of(Project project, IReadOnlyCollection<string> openAlerts, DateOnly today)
    {
        if (Closed.Contains(project.Status)) return null;

        var end = project.ForecastEndDate ?? project.EndDate;
        var slip = Slippage.Days(project.EndDate, project.ForecastEndDate);
        if (openAlerts.Contains(AlertPriorities.Critical)) return new ProjectHealth(Health.Bad, HealthReason.CriticalAlert);
        if (end < today) return new ProjectHealth(Health.Bad, HealthReason.Overdue);
        if (slip >= Slippage.ActFrom) return new ProjectHealth(Health.Bad, HealthReason.Slipping);
        if (openAlerts.Contains(AlertPriorities.High)) return new ProjectHealth(Health.Watch, HealthReason.OpenAlert);
        if (slip >= Slippage.WatchFrom) return new ProjectHealth(Health.Watch, HealthReason.Slipping);
        if (project.Status == ProjectStatuses.OnHold) return new ProjectHealth(Health.Watch, HealthReason.OnHold);
        if (end is null) return new ProjectHealth(Health.Unknown, HealthReason.NoEndDate);
        return new ProjectHealth(Health.Good, HealthReason.OnTrack);
    }
}
