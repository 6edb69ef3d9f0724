using Peppi.Domain.Shared;

namespace Peppi.Domain.Chantier;

/// <summary>
/// Somebody who writes from the sites (<c>chantier_contacts</c>). Three keys name such a person and none is mandatory: somebody with
/// a WhatsApp user name may write without a telephone number.
/// </summary>
public sealed class ChantierContact : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The site that this person's messages are about unless they say otherwise.</summary>
    public int? ProjectId { get; set; }

    /// <summary>As shown.</summary>
    public string? Name { get; set; }

    /// <summary>ManyChat's subscriber id: digits beyond what a JSON number keeps, so text.</summary>
    public string? ManychatId { get; set; }

    /// <summary>Telephone number (E.164).</summary>
    public string? Phone { get; set; }

    /// <summary>WhatsApp's business-scoped user id.</summary>
    public string? Bsuid { get; set; }

    /// <summary>Whether this person agreed to be written to; one of <see cref="ConsentStates"/>.</summary>
    public string Consent { get; set; } = ConsentStates.Unknown;

    /// <summary>Since when.</summary>
    public DateTimeOffset? ConsentAt { get; set; }

    /// <summary>Where that was said, e.g. <c>manychat</c> or the word <c>STOP</c>.</summary>
    public string? ConsentSource { get; set; }

    /// <summary>The last message of this person.</summary>
    public DateTimeOffset? LastInboundAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>WhatsApp lets one answer in free words for a day after each message; afterwards only by template.</summary>
    public DateTimeOffset? FreeWordsUntil => LastInboundAt?.AddHours(24);
}

/// <summary>Whether somebody agreed to be written to.</summary>
public static class ConsentStates
{
    /// <summary>Nobody asked.</summary>
    public const string Unknown = "unknown";

    /// <summary>Agreed.</summary>
    public const string OptedIn = "opted_in";

    /// <summary>Wants no messages.</summary>
    public const string OptedOut = "opted_out";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Unknown, OptedIn, OptedOut];
}
