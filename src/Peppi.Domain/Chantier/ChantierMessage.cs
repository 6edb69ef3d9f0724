using Peppi.Domain.Shared;

namespace Peppi.Domain.Chantier;

/// <summary>A message from the field (<c>chantier_messages</c>), typed in or received over WhatsApp.</summary>
public sealed class ChantierMessage : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The site; null while nobody knows which.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Who wrote, as shown.</summary>
    public string? Sender { get; set; }

    /// <summary>Telephone number of the sender (E.164), where there is one.</summary>
    public string? SenderPhone { get; set; }

    /// <summary>What was written.</summary>
    public string? MessageText { get; set; }

    /// <summary>Photo or document.</summary>
    public string? MediaUrl { get; set; }

    /// <summary>MIME type of the photo or document.</summary>
    public string? MediaType { get; set; }

    /// <summary>How it came; one of <see cref="MessageChannels"/>.</summary>
    public string Channel { get; set; } = MessageChannels.Api;

    /// <summary>The channel's own name for the message: the same one is never stored twice.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Says that something is urgent.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset? ReceivedAt { get; set; }

    /// <summary>When it was written, as the channel says; else when it was received.</summary>
    public DateTimeOffset? OccurredAt { get; set; }

    /// <summary>The day on the site's own calendar; a trigger keeps it.</summary>
    public DateOnly? LocalDay { get; set; }

    /// <summary>Who wrote, where the sender is known by more than a name.</summary>
    public int? ContactId { get; set; }

    /// <summary>How it found its site; one of <see cref="MessageRoutes"/>, null while it waits to be sorted.</summary>
    public string? RoutedBy { get; set; }

    /// <summary>Names the message where the channel gives it no id: what has the same key is the same message.</summary>
    public string? DedupKey { get; set; }

    /// <summary>What was said by whom, as a number; a trigger sets it where neither id nor key tells messages apart.</summary>
    public long? Fingerprint { get; set; }

    /// <summary>The second of receipt: the same fingerprint within some minutes is the same message.</summary>
    public long? DedupSecond { get; set; }

    /// <summary>The stored webhook that it came with.</summary>
    public long? InboxId { get; set; }

    /// <summary>Its place among the messages of that webhook, from 0.</summary>
    public int? InboxPart { get; set; }

    /// <summary>When sender, site, urgency and photos were looked at; null while that is still to be done.</summary>
    public DateTimeOffset? IngestedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How field messages come.</summary>
public static class MessageChannels
{
    /// <summary>Inserted through the data API or a page.</summary>
    public const string Api = "api";

    /// <summary>ManyChat's webhook.</summary>
    public const string ManyChat = "manychat";

    /// <summary>WhatsApp's own webhook.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Api, ManyChat, WhatsApp];
}

/// <summary>How a field message finds its site, in the order in which it is tried.</summary>
public static class MessageRoutes
{
    /// <summary>Whoever sent it said so with it.</summary>
    public const string Given = "given";

    /// <summary>The site that the sender works on by default.</summary>
    public const string Contact = "contact";

    /// <summary>A custom field of the sender names it.</summary>
    public const string Field = "field";

    /// <summary>The text holds <c>#CODE</c>.</summary>
    public const string Code = "code";

    /// <summary>A person sorted it.</summary>
    public const string Person = "person";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Given, Contact, Field, Code, Person];
}
