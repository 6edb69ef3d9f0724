using Peppi.Domain.Shared;

namespace Peppi.Domain.Commercial;

/// <summary>A unit kept for a buyer, and in the end sold to him (<c>reservations</c>). Two that hold the same unit at the same time cannot exist.</summary>
public sealed class Reservation : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The unit; never another one.</summary>
    public int UnitId { get; set; }

    /// <summary>The unit's project, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>The buyer.</summary>
    public required string ClientName { get; set; }

    /// <summary>How the buyer is reached.</summary>
    public string? ClientContact { get; set; }

    /// <summary>Price agreed on; the unit's list price where nobody said.</summary>
    public decimal? Price { get; set; }

    /// <summary>Currency of the price (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>One of <see cref="ReservationStatuses"/>.</summary>
    public string Status { get; set; } = ReservationStatuses.Active;

    /// <summary>Day of the reservation: its cohort is this day's month.</summary>
    public DateOnly? ReservedOn { get; set; }

    /// <summary>When it lapses unless extended or turned into a sale: 30 days on where nobody said; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Day of the sale.</summary>
    public DateOnly? ConvertedOn { get; set; }

    /// <summary>Day on which the buyer withdrew (désistement).</summary>
    public DateOnly? CancelledOn { get; set; }

    /// <summary>Why.</summary>
    public string? CancelReason { get; set; }

    /// <summary>Since when it holds the unit; PostgreSQL sets it.</summary>
    public DateTimeOffset? HeldFrom { get; set; }

    /// <summary>Until when it holds the unit; null for ever. PostgreSQL sets it.</summary>
    public DateTimeOffset? HeldUntil { get; set; }

    /// <summary>Its line in the log of sales (<c>commercial_activities</c>).</summary>
    public int? ActivityId { get; set; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How a reservation stands.</summary>
public static class ReservationStatuses
{
    /// <summary>It holds the unit until it lapses.</summary>
    public const string Active = "active";

    /// <summary>The unit is the buyer's.</summary>
    public const string Sold = "sold";

    /// <summary>Given up, before or after the sale.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Lapsed.</summary>
    public const string Expired = "expired";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Active, Sold, Cancelled, Expired];
}

/// <summary>Money that a buyer owes or has paid (<c>payments</c>): a line of the schedule of a reservation.</summary>
public sealed class Payment : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The reservation.</summary>
    public int ReservationId { get; set; }

    /// <summary>The unit's project, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>What for, e.g. <c>Dépôt</c>.</summary>
    public string? Label { get; set; }

    /// <summary>Day on which it is due.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>What is due.</summary>
    public decimal Amount { get; set; }

    /// <summary>Currency (ISO 4217): the reservation's.</summary>
    public string? Currency { get; set; }

    /// <summary>Day on which it came.</summary>
    public DateOnly? PaidOn { get; set; }

    /// <summary>What came; what was due where nobody said.</summary>
    public decimal? PaidAmount { get; set; }

    /// <summary>How it came, e.g. <c>virement</c>.</summary>
    public string? Method { get; set; }

    /// <summary>Its line in the log of sales (<c>commercial_activities</c>).</summary>
    public int? ActivityId { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>The way of a prospect to the keys (<c>commercial_activities.stage</c>).</summary>
public static class PipelineStages
{
    /// <summary>Somebody asked.</summary>
    public const string Contact = "contact";

    /// <summary>Came to see.</summary>
    public const string Visit = "visit";

    /// <summary>Has an offer.</summary>
    public const string Offer = "offer";

    /// <summary>Has reserved.</summary>
    public const string Reservation = "reservation";

    /// <summary>Has signed.</summary>
    public const string Contract = "contract";

    /// <summary>Has the keys.</summary>
    public const string Handover = "handover";

    /// <summary>All, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Contact, Visit, Offer, Reservation, Contract, Handover];
}
