using Peppi.Domain.Shared;

namespace Peppi.Domain.Alerts;

/// <summary>What happened to an alert (<c>alert_events</c>): a trigger writes it whichever way the alert was changed; people add notes.</summary>
public sealed class AlertEvent : ITimestamped
{
    /// <summary>Key, rising.</summary>
    public int Id { get; set; }

    /// <summary>The alert.</summary>
    public int AlertId { get; set; }

    /// <summary>The alert's project, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>One of <see cref="AlertEventKinds"/>.</summary>
    public string Kind { get; set; } = AlertEventKinds.Note;

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who, where it was a person.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>The database role that it was done under; <c>peppi_jobs</c> is Peppi itself.</summary>
    public string? ActorRole { get; set; }

    /// <summary>What somebody wrote about it.</summary>
    public string? Note { get; set; }

    /// <summary>What changed (JSON object): <c>from</c>, <c>to</c>, <c>until</c>.</summary>
    public string Details { get; set; } = "{}";

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What can happen to an alert.</summary>
public static class AlertEventKinds
{
    /// <summary>It began.</summary>
    public const string Raised = "raised";

    /// <summary>Its priority changed.</summary>
    public const string Priority = "priority";

    /// <summary>Somebody has seen it.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Somebody is to deal with it.</summary>
    public const string Assigned = "assigned";

    /// <summary>It was put off.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>What was put off is due again, or what had been seen is open again.</summary>
    public const string Reopened = "reopened";

    /// <summary>Nobody had acknowledged it in time.</summary>
    public const string Escalated = "escalated";

    /// <summary>Its cause is gone.</summary>
    public const string Resolved = "resolved";

    /// <summary>Somebody wrote something about it.</summary>
    public const string Note = "note";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Raised, Priority, Acknowledged, Assigned, Snoozed, Reopened, Escalated, Resolved, Note];
}
