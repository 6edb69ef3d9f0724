using Peppi.Domain.Shared;

namespace Peppi.Domain.Finance;

/// <summary>
/// What happens when orders would exceed a line of a project's budget (<c>budget_lines</c>). The amounts of the line are the approved
/// <c>finances</c> rows of type budget; a line without a category is the project's whole budget.
/// </summary>
public sealed class BudgetLine : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int ProjectId { get; set; }

    /// <summary>One of <see cref="FinanceCategories"/>; null for all of them together.</summary>
    public string? Category { get; set; }

    /// <summary>One of <see cref="BudgetPolicies"/>.</summary>
    public string Policy { get; set; } = BudgetPolicies.Warn;

    /// <summary>Why this policy.</summary>
    public string? Notes { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>
/// Leave for one order to exceed its budget (<c>budget_exceptions</c>), given by somebody who may change the project's finances: before
/// the order is placed, or with it (<c>supply_orders.budget_exception</c>).
/// </summary>
public sealed class BudgetException : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The order.</summary>
    public int OrderId { get; set; }

    /// <summary>The order's project, repeated for row-level security.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Up to which value of the order it holds; null for any.</summary>
    public decimal? Amount { get; set; }

    /// <summary>Why.</summary>
    public required string Reason { get; set; }

    /// <summary>Who gave it.</summary>
    public Guid? GrantedBy { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What one unit of a currency is worth in another from a day on (<c>exchange_rates</c>).</summary>
public sealed class ExchangeRate : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The currency (ISO 4217).</summary>
    public required string Currency { get; set; }

    /// <summary>The currency that it is told in.</summary>
    public required string QuoteCurrency { get; set; }

    /// <summary>Units of <see cref="QuoteCurrency"/> for one of <see cref="Currency"/>.</summary>
    public decimal Rate { get; set; }

    /// <summary>First day that it holds.</summary>
    public DateOnly ValidFrom { get; set; }

    /// <summary>Where it was read.</summary>
    public string? Source { get; set; }

    /// <summary>Who entered it.</summary>
    public Guid? CreatedBy { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What happens to an order that exceeds its budget.</summary>
public static class BudgetPolicies
{
    /// <summary>Nothing.</summary>
    public const string Ignore = "ignore";

    /// <summary>It is placed, and an alert tells.</summary>
    public const string Warn = "warn";

    /// <summary>It is refused, unless somebody with the right gives leave.</summary>
    public const string Stop = "stop";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Ignore, Warn, Stop];
}
