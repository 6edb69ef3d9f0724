namespace Peppi.Application.Persistence;

/// <summary>
/// A webhook as it came (<c>app.webhook_inbox</c>): stored before anybody reads it, so that whatever is wrong with it or with us, it
/// can be read again.
/// </summary>
public sealed class WebhookDelivery
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>Who sent it: <c>manychat</c> or <c>whatsapp</c>.</summary>
    public required string Source { get; set; }

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The headers that matter (JSON object of texts); no secret is among them.</summary>
    public string Headers { get; set; } = "{}";

    /// <summary>The very bytes.</summary>
    public required byte[] Body { get; set; }

    /// <summary>What the sender named it, where a second delivery of the same is told by its name.</summary>
    public string? DedupKey { get; set; }

    /// <summary>How often the same came again.</summary>
    public int Repeats { get; set; }

    /// <summary>One of <see cref="WebhookOutcomes"/>.</summary>
    public string Outcome { get; set; } = WebhookOutcomes.Pending;

    /// <summary>How many new messages it gave.</summary>
    public int Messages { get; set; }

    /// <summary>How many of its messages were there already.</summary>
    public int Duplicates { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>What went wrong last, or why it lies in quarantine.</summary>
    public string? Error { get; set; }

    /// <summary>When it was done with.</summary>
    public DateTimeOffset? ProcessedAt { get; set; }
}

/// <summary>What becomes of a webhook.</summary>
public static class WebhookOutcomes
{
    /// <summary>To be read.</summary>
    public const string Pending = "pending";

    /// <summary>It gave at least one message.</summary>
    public const string Processed = "processed";

    /// <summary>All its messages were there already.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>It tells nothing that Peppi keeps messages of, e.g. that a message was read.</summary>
    public const string Ignored = "ignored";

    /// <summary>It cannot be used; a person has to look.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Processed, Duplicate, Ignored, Quarantined];
}

/// <summary>How far a message that we sent has come (<c>app.message_statuses</c>); news arrive in any order, the farthest counts.</summary>
public sealed class MessageStatus
{
    /// <summary>WhatsApp's id of the message.</summary>
    public required string ExternalId { get; set; }

    /// <summary>How far, as a number.</summary>
    public int Rank { get; set; }

    /// <summary>How far, as WhatsApp says it.</summary>
    public required string Status { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>Why it failed, if it did.</summary>
    public string? Error { get; set; }
}
