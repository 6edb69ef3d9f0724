using Peppi.Domain.Shared;

namespace Peppi.Domain.Supply;

/// <summary>
/// One delivery of an order, whole or in part (<c>supply_receipts</c>). What the order says of received quantity, day and status follows
/// from these; where an old client writes the order's own columns, the difference becomes a receipt.
/// </summary>
public sealed class SupplyReceipt : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The order.</summary>
    public int OrderId { get; set; }

    /// <summary>The order's project, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>How many units came; negative where some went back.</summary>
    public int Quantity { get; set; }

    /// <summary>The day.</summary>
    public DateOnly ReceivedOn { get; set; }

    /// <summary>Number of the delivery note.</summary>
    public string? DeliveryNote { get; set; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; set; }

    /// <summary>Who took it in.</summary>
    public Guid? ReceivedBy { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}
