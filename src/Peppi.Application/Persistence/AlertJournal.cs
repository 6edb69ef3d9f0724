namespace Peppi.Application.Persistence;

/// <summary>How a person wants to be told of alerts (<c>app.alert_preferences</c>); without a row everything has its default.</summary>
public sealed class AlertPreference
{
    /// <summary>The person.</summary>
    public Guid UserId { get; set; }

    /// <summary>Alerts below this priority are not mailed.</summary>
    public string LeastPriority { get; set; } = "warning";

    /// <summary><c>immediate</c>, <c>hourly</c>, <c>daily</c> or <c>none</c>.</summary>
    public string Digest { get; set; } = "immediate";

    /// <summary>When the daily mail comes, in the person's time zone.</summary>
    public TimeOnly DigestAt { get; set; } = new(7, 0);

    /// <summary>From when on no mail comes, in the person's time zone; null for no quiet hours.</summary>
    public TimeOnly? QuietFrom { get; set; }

    /// <summary>Until when none comes.</summary>
    public TimeOnly? QuietTo { get; set; }

    /// <summary>No mail on Saturdays and Sundays either.</summary>
    public bool QuietWeekends { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What somebody is to be told of an alert (<c>app.alert_notices</c>).</summary>
public sealed class AlertNotice
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>The alert.</summary>
    public int AlertId { get; set; }

    /// <summary>What happened to it; nobody is told of it twice.</summary>
    public int EventId { get; set; }

    /// <summary>The person.</summary>
    public Guid? UserId { get; set; }

    /// <summary><c>pending</c>, <c>sent</c>, <c>skipped</c> or <c>failed</c>.</summary>
    public string Status { get; set; } = "pending";

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>What went wrong, or why nobody was told.</summary>
    public string? Reason { get; set; }

    /// <summary>When it came up.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was told.</summary>
    public DateTimeOffset? SentAt { get; set; }
}

/// <summary>A change that a listener could not take (<c>app.outbox_retries</c>): tried again alone, every few hours in the end.</summary>
public sealed class OutboxRetry
{
    /// <summary>After so many attempts it is no passing fault, and somebody is told.</summary>
    public const int ManyAttempts = 7;

    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>Which listener.</summary>
    public required string Listener { get; set; }

    /// <summary>The key that the change had in the outbox.</summary>
    public long OutboxId { get; set; }

    /// <summary>The table, in schema public.</summary>
    public required string TableName { get; set; }

    /// <summary>The row's key (JSON object).</summary>
    public required string Key { get; set; }

    /// <summary><c>insert</c>, <c>update</c> or <c>delete</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The project of the row, where it has one.</summary>
    public int? ProjectId { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next; null in rows of earlier versions, which gave it up.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; set; }
}
