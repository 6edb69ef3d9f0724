using Peppi.Domain.Shared;

namespace Peppi.Domain.Projects;

/// <summary>A real-estate or construction project (<c>projects</c>).</summary>
public sealed class Project : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>Short code on documents and in field messages, such as <c>#DLA-03</c> without the sign; unique.</summary>
    public string? Code { get; set; }

    /// <summary>Administrative region.</summary>
    public string? Region { get; set; }

    /// <summary>Town or site address.</summary>
    public string? Address { get; set; }

    /// <summary>How far it has come; one of <see cref="ProjectPhases"/>.</summary>
    public string? Phase { get; set; }

    /// <summary>Whether it is worked on; one of <see cref="ProjectStatuses"/>.</summary>
    public string? Status { get; set; }

    /// <summary>The person who answers for it.</summary>
    public Guid? ManagerId { get; set; }

    /// <summary>Degrees north, WGS 84.</summary>
    public decimal? Latitude { get; set; }

    /// <summary>Degrees east, WGS 84.</summary>
    public decimal? Longitude { get; set; }

    /// <summary>First day.</summary>
    public DateOnly? StartDate { get; set; }

    /// <summary>Last day as planned at first (the baseline).</summary>
    public DateOnly? EndDate { get; set; }

    /// <summary>Last day as expected now.</summary>
    public DateOnly? ForecastEndDate { get; set; }

    /// <summary>Physical progress, 0 to 100 percent; null where nobody measured it.</summary>
    public decimal? PercentComplete { get; set; }

    /// <summary>Currency that its budget is held in (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>How its estimate at completion is made; one of <see cref="EacMethods"/>.</summary>
    public string EacMethod { get; set; } = EacMethods.Cpi;

    /// <summary>IANA time zone of the site.</summary>
    public string? TimeZone { get; set; }

    /// <summary>What is built.</summary>
    public string? Description { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A person who works on a project (<c>project_members</c>) and may thereby see it.</summary>
public sealed class ProjectMember : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int ProjectId { get; set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>What the person does there, in free words.</summary>
    public string? Function { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How what a project will have cost at its end is estimated (EAC).</summary>
public static class EacMethods
{
    /// <summary>The rest costs as the work so far did: budget / CPI.</summary>
    public const string Cpi = "cpi";

    /// <summary>What went wrong will not happen again: actual + (budget − earned).</summary>
    public const string OneOff = "one_off";

    /// <summary>Cost and delay both go on: actual + (budget − earned) / (CPI · SPI).</summary>
    public const string CpiSpi = "cpi_spi";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Cpi, OneOff, CpiSpi];
}

/// <summary>The phases of a project, in their order.</summary>
public static class ProjectPhases
{
    /// <summary>Feasibility.</summary>
    public const string Study = "study";

    /// <summary>Architects' and engineers' drawings.</summary>
    public const string Design = "design";

    /// <summary>Permits.</summary>
    public const string Permitting = "permitting";

    /// <summary>Building.</summary>
    public const string Works = "works";

    /// <summary>Delivery to the buyers.</summary>
    public const string Handover = "handover";

    /// <summary>Guarantee after delivery.</summary>
    public const string Warranty = "warranty";

    /// <summary>All, first to last.</summary>
    public static IReadOnlyList<string> All { get; } = [Study, Design, Permitting, Works, Handover, Warranty];
}

/// <summary>Whether a project is worked on.</summary>
public static class ProjectStatuses
{
    /// <summary>Not begun.</summary>
    public const string Planned = "planned";

    /// <summary>Under way.</summary>
    public const string Active = "active";

    /// <summary>Stopped for now.</summary>
    public const string OnHold = "on_hold";

    /// <summary>Done.</summary>
    public const string Completed = "completed";

    /// <summary>Given up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Out of the lists, kept for the record.</summary>
    public const string Archived = "archived";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Planned, Active, OnHold, Completed, Cancelled, Archived];
}
