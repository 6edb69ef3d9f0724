using Peppi.Domain.Shared;

namespace Peppi.Domain.Reports;

/// <summary>One generated file for one reader (<c>reports</c>).</summary>
public sealed class Report : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project, for a report about one.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Which report, e.g. <c>finance</c>.</summary>
    public string? ReportType { get; set; }

    /// <summary>Where a client fetches the file.</summary>
    public string? FileUrl { get; set; }

    /// <summary>The slot of the schedule that asked for it.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    /// <summary>When the file was made; null while there is none.</summary>
    public DateTimeOffset? GeneratedAt { get; set; }

    /// <summary>The reader: his rights built it, and only he and admins read it.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>One of <see cref="ReportFormats"/>.</summary>
    public string? Format { get; set; }

    /// <summary>One of <see cref="ReportStatuses"/>.</summary>
    public string Status { get; set; } = ReportStatuses.Ready;

    /// <summary>Language: <c>fr</c> or <c>en</c>.</summary>
    public string? Locale { get; set; }

    /// <summary>Its title.</summary>
    public string? Title { get; set; }

    /// <summary>First day that it covers.</summary>
    public DateOnly? PeriodStart { get; set; }

    /// <summary>Last day that it covers.</summary>
    public DateOnly? PeriodEnd { get; set; }

    /// <summary>What it was narrowed to (JSON object).</summary>
    public string Filters { get; set; } = "{}";

    /// <summary>Path of the file in the store; begins with resource and project.</summary>
    public string? FilePath { get; set; }

    /// <summary>Size of the file in bytes.</summary>
    public long? SizeBytes { get; set; }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Why there is no file.</summary>
    public string? Error { get; set; }

    /// <summary>The schedule that it belongs to.</summary>
    public int? ScheduleId { get; set; }

    /// <summary>The delivery that it was mailed with.</summary>
    public int? DeliveryId { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>The sorts of file a report can be.</summary>
public static class ReportFormats
{
    /// <summary>PDF.</summary>
    public const string Pdf = "pdf";

    /// <summary>Excel.</summary>
    public const string Xlsx = "xlsx";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Pdf, Xlsx];

    /// <summary>MIME type of a report's file.</summary>
    public static string ContentTypeOf(string path) => path.EndsWith("." + Xlsx, StringComparison.Ordinal)
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "application/pdf";
}

/// <summary>How far a report has come.</summary>
public static class ReportStatuses
{
    /// <summary>Asked for.</summary>
    public const string Pending = "pending";

    /// <summary>Being made.</summary>
    public const string Running = "running";

    /// <summary>The file is there.</summary>
    public const string Ready = "ready";

    /// <summary>It could not be made.</summary>
    public const string Failed = "failed";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Running, Ready, Failed];
}
