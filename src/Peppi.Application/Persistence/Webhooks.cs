namespace Peppi.Application.Persistence;

/// <summary>An address elsewhere that wants to hear of changes (<c>app.webhook_targets</c>).</summary>
public sealed class WebhookTarget
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>What it is called on the page.</summary>
    public required string Name { get; set; }

    /// <summary>Where events go.</summary>
    public required string Url { get; set; }

    /// <summary><c>peppi</c> or <c>slack</c>.</summary>
    public string Format { get; set; } = "peppi";

    /// <summary>What it wants: <c>reservations.insert</c>, <c>payments.*</c>, <c>alert.*</c>, <c>*</c>.</summary>
    public List<string> Events { get; set; } = [];

    /// <summary>Whether it is sent anything.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The secret that signs, sealed.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The secret before, sealed, while receivers change over.</summary>
    public byte[]? PreviousSecret { get; set; }

    /// <summary>Until when the secret before signs too.</summary>
    public DateTimeOffset? PreviousUntil { get; set; }

    /// <summary>When it was sent something last.</summary>
    public DateTimeOffset? LastAt { get; set; }

    /// <summary>What it answered last (HTTP status); null where there was no answer.</summary>
    public int? LastStatus { get; set; }

    /// <summary>What went wrong last; null after a success.</summary>
    public string? LastError { get; set; }

    /// <summary>Who made it.</summary>
    public Guid? CreatedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>One event on its way to one target (<c>app.webhook_events</c>), written in the transaction that takes the change out of the outbox.</summary>
public sealed class OutgoingEvent
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>The target.</summary>
    public Guid TargetId { get; set; }

    /// <summary>The event: the same for every target and every attempt, so that a receiver can tell a repetition.</summary>
    public required string EventId { get; set; }

    /// <summary>What happened, e.g. <c>reservations.insert</c>.</summary>
    public required string EventType { get; set; }

    /// <summary>What is sent, byte for byte.</summary>
    public required string Body { get; set; }

    /// <summary><c>pending</c>, <c>sent</c> or <c>dead</c>.</summary>
    public string Status { get; set; } = "pending";

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>The last answer (HTTP status).</summary>
    public int? LastStatus { get; set; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; set; }

    /// <summary>The beginning of the last answer.</summary>
    public string? Excerpt { get; set; }

    /// <summary>When the event was taken up, then when it was first tried: its day counts from there, and from anew with a replay.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was taken or given up.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
