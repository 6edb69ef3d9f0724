using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>What money refuses.</summary>
internal static class FinanceErrors
{
    /// <summary>Leave is for an amount.</summary>
    public static Error NoPrice { get; } = new(ErrorKind.Conflict, "order_without_price", "The order has no price yet: nobody can say how much is allowed.", Hint: "Write its price first.");

    /// <summary>Nothing can be taken from what nobody approved.</summary>
    public static Error NoBaseline { get; } = new(ErrorKind.Conflict, "budget_without_baseline", "The line has no approved budget: nothing can be taken from it.");
}
