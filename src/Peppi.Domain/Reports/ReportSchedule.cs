using Peppi.Domain.Shared;

namespace Peppi.Domain.Reports;

/// <summary>A report that is made and mailed again and again (<c>report_schedules</c>).</summary>
public sealed class ReportSchedule : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>What people call it; also in the subject of the mail.</summary>
    public required string Name { get; set; }

    /// <summary>Which report, e.g. <c>finance</c>.</summary>
    public required string ReportType { get; set; }

    /// <summary>What it is narrowed to (JSON object), e.g. <c>{"project_id": 3, "period": "last_month"}</c>.</summary>
    public string Filters { get; set; } = "{}";

    /// <summary>When it is due: a Quartz cron expression, read in <see cref="TimeZone"/>.</summary>
    public required string Cron { get; set; }

    /// <summary>IANA time zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Some of <see cref="ReportFormats"/>.</summary>
    public List<string> Formats { get; set; } = [ReportFormats.Pdf];

    /// <summary>Language where a recipient has chosen none: <c>fr</c> or <c>en</c>.</summary>
    public string Locale { get; set; } = "fr";

    /// <summary>Who made it and may change it.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>False while it is paused.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The slot that ran last.</summary>
    public DateTimeOffset? LastRunAt { get; set; }

    /// <summary>How that went; one of <see cref="ScheduleOutcomes"/>.</summary>
    public string? LastStatus { get; set; }

    /// <summary>Why it did not go well.</summary>
    public string? LastError { get; set; }

    /// <summary>The next slot.</summary>
    public DateTimeOffset? NextRunAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A person who gets a scheduled report (<c>report_schedule_recipients</c>), built with that person's own rights.</summary>
public sealed class ReportScheduleRecipient : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The schedule.</summary>
    public int ScheduleId { get; set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>
/// One person's copy of one slot of a schedule (<c>report_deliveries</c>). The files are the rows of <c>reports</c> that name it.
/// There is at most one for each schedule, slot and recipient, whatever runs twice.
/// </summary>
public sealed class ReportDelivery : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The schedule; null once that was deleted.</summary>
    public int? ScheduleId { get; set; }

    /// <summary>The instant for which the report was due.</summary>
    public DateTimeOffset Slot { get; set; }

    /// <summary>The person; null once the account is gone.</summary>
    public Guid? RecipientId { get; set; }

    /// <summary>The address it went to.</summary>
    public string? RecipientEmail { get; set; }

    /// <summary>One of <see cref="DeliveryStatuses"/>.</summary>
    public string Status { get; set; } = DeliveryStatuses.Pending;

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>What went wrong last.</summary>
    public string? Error { get; set; }

    /// <summary>When the mail server took it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The mail's Message-ID.</summary>
    public string? MessageId { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How a slot went as a whole.</summary>
public static class ScheduleOutcomes
{
    /// <summary>It is running.</summary>
    public const string Running = "running";

    /// <summary>Every copy was sent.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>Some were.</summary>
    public const string Partial = "partial";

    /// <summary>None was.</summary>
    public const string Failed = "failed";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Running, Succeeded, Partial, Failed];
}

/// <summary>How far a delivery has come.</summary>
public static class DeliveryStatuses
{
    /// <summary>To be made.</summary>
    public const string Pending = "pending";

    /// <summary>Being made.</summary>
    public const string Running = "running";

    /// <summary>Made and handed to the mail queue.</summary>
    public const string Queued = "queued";

    /// <summary>Taken by the mail server.</summary>
    public const string Sent = "sent";

    /// <summary>Given up after the last attempt.</summary>
    public const string Failed = "failed";

    /// <summary>Not made: the person may no longer see this report.</summary>
    public const string Skipped = "skipped";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Running, Queued, Sent, Failed, Skipped];
}
