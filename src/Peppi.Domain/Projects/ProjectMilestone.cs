using Peppi.Domain.Shared;

namespace Peppi.Domain.Projects;

/// <summary>A day that a project is measured by (<c>project_milestones</c>).</summary>
public sealed class ProjectMilestone : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int ProjectId { get; set; }

    /// <summary>What is reached.</summary>
    public required string Name { get; set; }

    /// <summary>One of <see cref="ProjectPhases"/>.</summary>
    public string? Phase { get; set; }

    /// <summary>The day as planned at first. Changed only by those who may change every project.</summary>
    public DateOnly? BaselineDate { get; set; }

    /// <summary>The day as expected now.</summary>
    public DateOnly? ForecastDate { get; set; }

    /// <summary>The day on which it was reached.</summary>
    public DateOnly? ActualDate { get; set; }

    /// <summary>The end of the project waits for it.</summary>
    public bool IsCritical { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>
/// Physical progress as somebody saw it on a day (<c>project_progress</c>). <c>projects.percent_complete</c> follows the latest; where
/// an old client writes that column, it becomes an entry for the whole project.
/// </summary>
public sealed class ProjectProgress : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int ProjectId { get; set; }

    /// <summary>One of <see cref="ProjectPhases"/>; null for the whole project.</summary>
    public string? Phase { get; set; }

    /// <summary>0 to 100.</summary>
    public decimal PercentComplete { get; set; }

    /// <summary>What the phase counts for beside others; all alike where nobody says.</summary>
    public decimal Weight { get; set; } = 1;

    /// <summary>The day that it was so.</summary>
    public DateOnly RecordedOn { get; set; }

    /// <summary>Who says so.</summary>
    public Guid? AuthorId { get; set; }

    /// <summary>What was seen.</summary>
    public string? Notes { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}
