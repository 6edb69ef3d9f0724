namespace Peppi.Application.Chantier.Inbox;

/// <summary>A field message as some channel told it, before anybody asked who wrote and about which site.</summary>
internal sealed record IncomingMessage
{
    /// <summary>One of <c>MessageChannels</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's id of it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>What tells it from the same words at another time, where there is no id.</summary>
    public string? Moment { get; init; }

    /// <summary>ManyChat's id of the sender.</summary>
    public string? ManychatId { get; init; }

    /// <summary>The sender's number, as it came.</summary>
    public string? Phone { get; init; }

    /// <summary>WhatsApp's business-scoped id of the sender.</summary>
    public string? Bsuid { get; init; }

    /// <summary>The sender's name.</summary>
    public string? Name { get; init; }

    /// <summary>What was said.</summary>
    public string? Text { get; init; }

    /// <summary>Photos and documents.</summary>
    public IReadOnlyList<IncomingMedia> Media { get; init; } = [];

    /// <summary>When it was written, if the channel says so.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>What may name the site, in the order of the fields that are looked at.</summary>
    public IReadOnlyList<NamedSite> Sites { get; init; } = [];

    /// <summary>Whether the sender agreed to be written to, if the channel says so.</summary>
    public bool? OptedIn { get; init; }
}

/// <summary>What may name a site: its code, its name, or its number where the field is for that.</summary>
internal sealed record NamedSite(string Text, bool MayBeNumber);

/// <summary>A photo or document of a message: at an address, or under an id of WhatsApp's.</summary>
internal sealed record IncomingMedia(string? Url, string? Id, string? Type, string? FileName);

/// <summary>How far a message that we sent has come.</summary>
internal sealed record IncomingStatus(string ExternalId, string Status, DateTimeOffset? At, string? Error)
{
    /// <summary>News arrive in any order: the farthest counts. What was read did arrive, whatever failed on another of the reader's devices.</summary>
    public int Rank => Status switch { "sent" => 1, "failed" => 2, "delivered" => 3, "read" => 4, "played" => 5, _ => 0 };
}

/// <summary>What a webhook tells.</summary>
internal sealed record IncomingNews(IReadOnlyList<IncomingMessage> Messages, IReadOnlyList<IncomingStatus> Statuses);
