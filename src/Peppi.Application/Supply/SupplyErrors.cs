using Peppi.Domain.Shared;

namespace Peppi.Application.Supply;

/// <summary>What orders and stock refuse.</summary>
internal static class SupplyErrors
{
    /// <summary>More would go out than there is.</summary>
    public static Error NotInStock { get; } = new(ErrorKind.Conflict, "not_in_stock", "There is not that much in stock.", Hint: "Count it first: a count corrects the stock.");
}
