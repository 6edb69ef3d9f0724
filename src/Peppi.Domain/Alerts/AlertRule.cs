using Peppi.Domain.Shared;

namespace Peppi.Domain.Alerts;

/// <summary>How one kind of alert is raised (<c>alert_rules</c>): for every project, or for one project instead of that.</summary>
public sealed class AlertRule : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>Which; one of <see cref="AlertRuleKinds"/>. It is also the type of the alerts.</summary>
    public required string Code { get; set; }

    /// <summary>The project that it is for; null for all that have no row of their own.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Whether it raises anything.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Levels and spans by name (JSON object of numbers); what is not there has its default.</summary>
    public string Parameters { get; set; } = "{}";

    /// <summary>Names of the roles that are told, of those who may see the alert; null for all of them.</summary>
    public List<string>? NotifyRoles { get; set; }

    /// <summary>How long the cause must be gone before an alert resolves.</summary>
    public int ResolveAfterHours { get; set; }

    /// <summary>An alert that nobody acknowledged for so long is handed up; null for never.</summary>
    public int? EscalateAfterHours { get; set; }

    /// <summary>Name of the role that it is handed up to.</summary>
    public string? EscalateToRole { get; set; }

    /// <summary>The person that it is handed up to, and assigned.</summary>
    public Guid? EscalateTo { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}
