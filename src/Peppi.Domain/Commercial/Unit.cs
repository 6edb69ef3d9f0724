using Peppi.Domain.Shared;

namespace Peppi.Domain.Commercial;

/// <summary>
/// Something a project sells (<c>units</c>): a flat, a house, a plot. Who holds it is told by its reservations alone; PostgreSQL keeps
/// <see cref="Status"/>, <see cref="ReservedUntil"/> and <see cref="SoldOn"/> in step with them.
/// </summary>
public sealed class Unit : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; set; }

    /// <summary>What people call it, e.g. <c>A-304</c>; once in a project.</summary>
    public required string Reference { get; set; }

    /// <summary>One of <see cref="UnitKinds"/>.</summary>
    public string? Kind { get; set; }

    /// <summary>Floor; 0 is the ground floor.</summary>
    public int? Floor { get; set; }

    /// <summary>Number of rooms.</summary>
    public int? Rooms { get; set; }

    /// <summary>Area in m².</summary>
    public decimal? Area { get; set; }

    /// <summary>Price on the list.</summary>
    public decimal? ListPrice { get; set; }

    /// <summary>Currency of the price (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>One of <see cref="UnitStatuses"/>. A reservation that has lapsed frees the unit at that instant, before this column says so.</summary>
    public string Status { get; set; } = UnitStatuses.Available;

    /// <summary>When the reservation that holds it lapses; null where none does, or where it never lapses.</summary>
    public DateTimeOffset? ReservedUntil { get; set; }

    /// <summary>Day since which it is for sale.</summary>
    public DateOnly? ListedOn { get; set; }

    /// <summary>Day on which it was sold.</summary>
    public DateOnly? SoldOn { get; set; }

    /// <summary>Day since which it is no longer for sale.</summary>
    public DateOnly? WithdrawnOn { get; set; }

    /// <summary>Day on which it was handed over.</summary>
    public DateOnly? DeliveredOn { get; set; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What sort of unit it is.</summary>
public static class UnitKinds
{
    /// <summary>A flat.</summary>
    public const string Apartment = "apartment";

    /// <summary>A house or villa.</summary>
    public const string House = "house";

    /// <summary>A serviced plot.</summary>
    public const string Plot = "plot";

    /// <summary>An office.</summary>
    public const string Office = "office";

    /// <summary>A shop.</summary>
    public const string Shop = "shop";

    /// <summary>A parking space.</summary>
    public const string Parking = "parking";

    /// <summary>Anything else.</summary>
    public const string Other = "other";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Apartment, House, Plot, Office, Shop, Parking, Other];
}

/// <summary>Whether a unit can be had.</summary>
public static class UnitStatuses
{
    /// <summary>For sale.</summary>
    public const string Available = "available";

    /// <summary>Kept for a buyer.</summary>
    public const string Reserved = "reserved";

    /// <summary>Sold.</summary>
    public const string Sold = "sold";

    /// <summary>Not for sale any more.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Available, Reserved, Sold, Withdrawn];
}
