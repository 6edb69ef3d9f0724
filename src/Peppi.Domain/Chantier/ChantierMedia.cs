using Peppi.Domain.Shared;

namespace Peppi.Domain.Chantier;

/// <summary>A photo or document of a field message (<c>chantier_media</c>), copied into Peppi's own store as soon as it is heard of.</summary>
public sealed class ChantierMedia : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The message.</summary>
    public int MessageId { get; set; }

    /// <summary>The message's site; a trigger keeps it.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Where it is fetched from.</summary>
    public string? SourceUrl { get; set; }

    /// <summary>WhatsApp's id of it, which stands for an address that lives five minutes.</summary>
    public string? SourceId { get; set; }

    /// <summary>What the sender's telephone called it.</summary>
    public string? FileName { get; set; }

    /// <summary>One of <see cref="MediaStates"/>.</summary>
    public string State { get; set; } = MediaStates.Pending;

    /// <summary>Its path in the store.</summary>
    public string? ObjectPath { get; set; }

    /// <summary>SHA-256 of what came, as hexadecimal digits: proof that it was not touched.</summary>
    public string? Sha256 { get; set; }

    /// <summary>MIME type, by its first bytes.</summary>
    public string? ContentType { get; set; }

    /// <summary>How many bytes.</summary>
    public long? SizeBytes { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>What went wrong last.</summary>
    public string? Error { get; set; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset? StoredAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How far the copy of a photo has come.</summary>
public static class MediaStates
{
    /// <summary>To be fetched.</summary>
    public const string Pending = "pending";

    /// <summary>In the store.</summary>
    public const string Stored = "stored";

    /// <summary>Could not be fetched; nobody tries any more.</summary>
    public const string Lost = "lost";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Stored, Lost];
}
