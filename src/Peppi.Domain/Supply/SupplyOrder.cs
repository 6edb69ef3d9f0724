using Peppi.Domain.Shared;

namespace Peppi.Domain.Supply;

/// <summary>One line ordered from a supplier (<c>supply_orders</c>).</summary>
public sealed class SupplyOrder : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project that needs it.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Number of the order form; several lines may share one.</summary>
    public string? OrderNumber { get; set; }

    /// <summary>Who delivers.</summary>
    public string? Supplier { get; set; }

    /// <summary>What is delivered.</summary>
    public string? Item { get; set; }

    /// <summary>The stock item that it fills, if any.</summary>
    public int? InventoryItemId { get; set; }

    /// <summary>How many <see cref="Unit"/>s were ordered.</summary>
    public int? Quantity { get; set; }

    /// <summary>Unit, e.g. <c>t</c>, <c>m³</c>, <c>sac</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>Price of one unit, without tax.</summary>
    public decimal? UnitPrice { get; set; }

    /// <summary>Currency of the price (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>Quantity times price; PostgreSQL computes it.</summary>
    public decimal? TotalAmount { get; private set; }

    /// <summary>Budget category that the line counts against; as <c>finances.category</c>.</summary>
    public string? Category { get; set; }

    /// <summary>One of <see cref="SupplyOrderStatuses"/>.</summary>
    public string? Status { get; set; }

    /// <summary>Day of the order.</summary>
    public DateOnly? OrderDate { get; set; }

    /// <summary>Day of delivery as announced last.</summary>
    public DateOnly? DeliveryDate { get; set; }

    /// <summary>Day that the supplier promised when he confirmed: lateness is measured against it.</summary>
    public DateOnly? PromisedDate { get; set; }

    /// <summary>Day on which the last of it came.</summary>
    public DateOnly? ReceivedDate { get; set; }

    /// <summary>How much has come.</summary>
    public int? ReceivedQuantity { get; set; }

    /// <summary>A milestone waits for it.</summary>
    public bool IsCritical { get; set; }

    /// <summary>Why it may exceed its budget: counts where the writer may change the project's finances.</summary>
    public string? BudgetException { get; set; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Something kept on a site (<c>inventory_items</c>).</summary>
public sealed class InventoryItem : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The site.</summary>
    public int? ProjectId { get; set; }

    /// <summary>What it is.</summary>
    public string? ItemName { get; set; }

    /// <summary>How many <see cref="Unit"/>s are there now.</summary>
    public int? QuantityOnHand { get; set; }

    /// <summary>Unit.</summary>
    public string? Unit { get; set; }

    /// <summary>At this quantity it has to be ordered again.</summary>
    public int? ReorderPoint { get; set; }

    /// <summary>Days from order to delivery.</summary>
    public int? LeadTimeDays { get; set; }

    /// <summary>Value of one unit.</summary>
    public decimal? UnitCost { get; set; }

    /// <summary>Currency of the value (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>Where on the site.</summary>
    public string? Location { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Stock that came or went (<c>inventory_movements</c>): consumption, and so the days left, come from here.</summary>
public sealed class InventoryMovement : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The item.</summary>
    public int ItemId { get; set; }

    /// <summary>The item's site, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>One of <see cref="InventoryMovementTypes"/>.</summary>
    public required string MovementType { get; set; }

    /// <summary>Change of the stock: positive in, negative out.</summary>
    public int Quantity { get; set; }

    /// <summary>The day.</summary>
    public DateOnly MovedOn { get; set; }

    /// <summary>The order that brought it.</summary>
    public int? OrderId { get; set; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>How far an order has come.</summary>
public static class SupplyOrderStatuses
{
    /// <summary>Not sent yet.</summary>
    public const string Draft = "draft";

    /// <summary>Sent to the supplier.</summary>
    public const string Ordered = "ordered";

    /// <summary>Confirmed by him.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>Some of it came.</summary>
    public const string PartiallyDelivered = "partially_delivered";

    /// <summary>All of it came.</summary>
    public const string Delivered = "delivered";

    /// <summary>Given up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Draft, Ordered, Confirmed, PartiallyDelivered, Delivered, Cancelled];
}

/// <summary>Why stock changed.</summary>
public static class InventoryMovementTypes
{
    /// <summary>Delivered.</summary>
    public const string Receipt = "receipt";

    /// <summary>Used on the site.</summary>
    public const string Issue = "issue";

    /// <summary>Given back.</summary>
    public const string Return = "return";

    /// <summary>Counted, and found different.</summary>
    public const string Adjustment = "adjustment";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Receipt, Issue, Return, Adjustment];
}
