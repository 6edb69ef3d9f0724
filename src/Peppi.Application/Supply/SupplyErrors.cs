using Peppi.Domain.Shared;

namespace Peppi.Application.Supply;

/// <summary>What orders and stock refuse.</summary>
internal static class SupplyErrors
{
    /// <summary>Nothing of it is awaited any more.</summary>
    public static Error AlreadyReceived { get; } = new(ErrorKind.Conflict, "already_received", "Everything that was ordered has been received already.");

    /// <summary>More would go out than there is.</summary>
    public static Error NotInStock { get; } = new(ErrorKind.Conflict, "not_in_stock", "There is not that much in stock.", Hint: "Count it first: a count corrects the stock.");
}
