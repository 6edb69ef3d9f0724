using Peppi.Domain.Shared;

namespace Peppi.Domain.Commercial;

/// <summary>A step of selling (<c>commercial_activities</c>): a prospect, a reservation or a payment.</summary>
public sealed class CommercialActivity : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; set; }

    /// <summary>One of <see cref="CommercialActivityTypes"/>.</summary>
    public string? ActivityType { get; set; }

    /// <summary>Anything else that is known (JSON).</summary>
    public string? Details { get; set; }

    /// <summary>The day.</summary>
    public DateOnly? RecordDate { get; set; }

    /// <summary>Buyer or prospect.</summary>
    public string? ClientName { get; set; }

    /// <summary>Flat, house or plot, e.g. <c>A-304</c>.</summary>
    public string? UnitReference { get; set; }

    /// <summary>Price of a reservation, amount of a payment, worth of a prospect.</summary>
    public decimal? Amount { get; set; }

    /// <summary>Currency of the amount (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>One of <see cref="CommercialStatuses"/>.</summary>
    public string? Status { get; set; }

    /// <summary>One of <see cref="PipelineStages"/>.</summary>
    public string? Stage { get; set; }

    /// <summary>Chance of success in percent, for a prospect.</summary>
    public decimal? Probability { get; set; }

    /// <summary>Day on which a reservation lapses if nothing is paid.</summary>
    public DateOnly? ExpiresOn { get; set; }

    /// <summary>Day on which a payment is due.</summary>
    public DateOnly? DueDate { get; set; }

    /// <summary>Day on which it was paid.</summary>
    public DateOnly? PaidDate { get; set; }

    /// <summary>The reservation that a payment belongs to.</summary>
    public int? ReservationId { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What a commercial activity is.</summary>
public static class CommercialActivityTypes
{
    /// <summary>A unit kept for a buyer.</summary>
    public const string Reservation = "reservation";

    /// <summary>Money from a buyer.</summary>
    public const string Payment = "payment";

    /// <summary>Somebody who may buy.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Reservation, Payment, Pipeline];
}

/// <summary>How far a commercial activity has come.</summary>
public static class CommercialStatuses
{
    /// <summary>Under way: a prospect in talks, a reservation that holds, a payment awaited.</summary>
    public const string Open = "open";

    /// <summary>Signed.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>Paid.</summary>
    public const string Paid = "paid";

    /// <summary>Lapsed.</summary>
    public const string Expired = "expired";

    /// <summary>Withdrawn (désistement).</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A prospect lost.</summary>
    public const string Lost = "lost";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Confirmed, Paid, Expired, Cancelled, Lost];
}
