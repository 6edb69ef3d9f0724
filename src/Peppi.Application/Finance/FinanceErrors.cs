using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>What money refuses.</summary>
internal static class FinanceErrors
{
    /// <summary>Nothing can be taken from what nobody approved.</summary>
    public static Error NoBaseline { get; } = new(ErrorKind.Conflict, "budget_without_baseline", "The line has no approved budget: nothing can be taken from it.");
}
