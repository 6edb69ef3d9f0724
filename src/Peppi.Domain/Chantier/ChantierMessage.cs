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
