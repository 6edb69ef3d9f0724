using Peppi.Domain.Shared;

namespace Peppi.Domain.Alerts;

/// <summary>Something that somebody has to look at (<c>alerts</c>); without a project it concerns the whole group or Peppi itself.</summary>
public sealed class Alert : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; set; }

    /// <summary>What sort of thing, e.g. <c>late_delivery</c>.</summary>
    public string? AlertType { get; set; }

    /// <summary>What happened, in words; in French where Peppi raised it.</summary>
    public string? Message { get; set; }

    /// <summary>The same in English, where Peppi raised it.</summary>
    public string? MessageEn { get; set; }

    /// <summary>Page of the admin site that shows what it is about, from its root, e.g. <c>/projects/12</c>.</summary>
    public string? Link { get; set; }

    /// <summary>One of <see cref="AlertPriorities"/>.</summary>
    public string Priority { get; set; } = AlertPriorities.Warning;

    /// <summary>One of <see cref="AlertStatuses"/>.</summary>
    public string Status { get; set; } = AlertStatuses.Open;

    /// <summary>Who is to deal with it.</summary>
    public Guid? AssignedTo { get; set; }

    /// <summary>Who has seen it.</summary>
    public Guid? AcknowledgedBy { get; set; }

    /// <summary>When it was seen.</summary>
    public DateTimeOffset? AcknowledgedAt { get; set; }

    /// <summary>Quiet until then.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }

    /// <summary>When the cause was gone.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Names the cause: while an alert of the same key is not resolved, no second one is raised.</summary>
    public string? DedupKey { get; set; }

    /// <summary>The priority that its rule last gave it: a person's own choice stands until the rule says something new.</summary>
    public string? RaisedPriority { get; set; }

    /// <summary>Since when its cause has been gone; it resolves once that has lasted as long as its rule asks.</summary>
    public DateTimeOffset? CalmSince { get; set; }

    /// <summary>When it was handed up because nobody had acknowledged it.</summary>
    public DateTimeOffset? EscalatedAt { get; set; }

    /// <summary>Facts behind it, such as the rows that it is about (JSON object).</summary>
    public string Details { get; set; } = "{}";

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How much an alert presses.</summary>
public static class AlertPriorities
{
    /// <summary>Good to know.</summary>
    public const string Info = "info";

    /// <summary>Keep an eye on it.</summary>
    public const string Warning = "warning";

    /// <summary>Act soon.</summary>
    public const string High = "high";

    /// <summary>Act now.</summary>
    public const string Critical = "critical";

    /// <summary>All, least first.</summary>
    public static IReadOnlyList<string> All { get; } = [Info, Warning, High, Critical];
}

/// <summary>How far an alert has come.</summary>
public static class AlertStatuses
{
    /// <summary>Nobody has seen it.</summary>
    public const string Open = "open";

    /// <summary>Somebody has.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Put off.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>Its cause is gone.</summary>
    public const string Resolved = "resolved";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Acknowledged, Snoozed, Resolved];
}
