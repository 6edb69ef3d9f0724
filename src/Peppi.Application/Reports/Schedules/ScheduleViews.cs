using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Reports;

namespace Peppi.Application.Reports.Schedules;

/// <summary>What a schedule is to do, as a form sends it.</summary>
public sealed record ScheduleInput
{
    /// <summary>What people call it; also the mail's subject.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="ReportTypes"/>.</summary>
    public required string ReportType { get; init; }

    /// <summary>Only this project; null for all that a recipient may see.</summary>
    public int? ProjectId { get; init; }

    /// <summary>What it covers (<see cref="ReportPeriod"/>); null for everything to date.</summary>
    public string? Period { get; init; }

    /// <summary>Quartz cron expression: seconds, minutes, hours, day of month, month, day of week; e.g. <c>0 0 7 ? * MON</c>.</summary>
    public required string Cron { get; init; }

    /// <summary>IANA time zone in which the expression is read.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Some of <see cref="ReportFormats"/>.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary><c>fr</c> or <c>en</c>, for recipients who chose no language.</summary>
    public required string Locale { get; init; }

    /// <summary>False for a paused one.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who gets it.</summary>
    public required IReadOnlyList<Guid> Recipients { get; init; }

    internal string Filters()
    {
        var filters = new JsonObject();
        if (ProjectId is { } project) filters["project_id"] = project;
        if (!string.IsNullOrWhiteSpace(Period)) filters["period"] = Period.Trim();
        return filters.ToJsonString(JsonSerializerOptions.Web);
    }
}

/// <summary>A schedule as a list or a form shows it.</summary>
public sealed record ScheduleView
{
    /// <summary>Key.</summary>
    public required int Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="ReportTypes"/>.</summary>
    public required string ReportType { get; init; }

    /// <summary>The project that it is narrowed to.</summary>
    public int? ProjectId { get; init; }

    /// <summary>Its name, where the caller may see it.</summary>
    public string? ProjectName { get; init; }

    /// <summary>What it covers.</summary>
    public string? Period { get; init; }

    /// <summary>Quartz cron expression.</summary>
    public required string Cron { get; init; }

    /// <summary>IANA time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Formats.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>False while paused.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Who made it.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Who gets it.</summary>
    public required IReadOnlyList<ScheduleRecipientView> Recipients { get; init; }

    /// <summary>The slot that ran last.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>One of <see cref="ScheduleOutcomes"/>; null before the first run.</summary>
    public string? LastStatus { get; init; }

    /// <summary>Why the last one did not go well.</summary>
    public string? LastError { get; init; }

    /// <summary>The next slot; null while paused.</summary>
    public DateTimeOffset? NextRunAt { get; init; }
}

/// <summary>Who gets a schedule's report.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Name">Name or address, where the caller may see the person.</param>
public sealed record ScheduleRecipientView(Guid UserId, string? Name);

/// <summary>One person's copy of one slot.</summary>
/// <param name="Id">Key.</param>
/// <param name="Slot">The instant it was due.</param>
/// <param name="RecipientId">The person, if still there.</param>
/// <param name="RecipientEmail">The address it went to.</param>
/// <param name="Status">One of <see cref="DeliveryStatuses"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">What went wrong, or why it was skipped.</param>
/// <param name="SentAt">When the mail server took it.</param>
/// <param name="NextAttemptAt">When it is tried again.</param>
public sealed record DeliveryView(
    int Id, DateTimeOffset Slot, Guid? RecipientId, string? RecipientEmail, string Status, int Attempts, string? Error,
    DateTimeOffset? SentAt, DateTimeOffset? NextAttemptAt);
