using Peppi.Domain.Shared;

namespace Peppi.Domain.Finance;

/// <summary>Where the money of one project stands in one currency, as of a day. Unrounded: rounding is for display only.</summary>
/// <param name="Budget">Σ of agreed budget lines.</param>
/// <param name="Actual">What was spent or billed (<see cref="ActualCost"/>).</param>
/// <param name="Remaining">What is ordered and not yet billed (<see cref="RemainingCommitment"/>).</param>
public sealed record BudgetPosition(decimal Budget, decimal Actual, decimal Remaining)
{
    /// <summary>From this share of the budget on, the position is to be watched.</summary>
    public const decimal WatchFrom = 0.8m;

    /// <summary>From this share on, somebody must act.</summary>
    public const decimal ActFrom = 1m;

    /// <summary>Nothing at all.</summary>
    public static BudgetPosition Nothing { get; } = new(0, 0, 0);

    /// <summary>Spent, billed or promised.</summary>
    public decimal Committed => Actual + Remaining;

    /// <summary>What may still be promised; negative once the budget is exceeded.</summary>
    public decimal Available => Budget - Committed;

    /// <summary>Committed as a share of the budget; none without a budget.</summary>
    public Measure CommitmentRate => Measure.Ratio(Committed, Budget, MissingReason.NoBudget);

    /// <summary>Actual as a share of the budget; none without a budget.</summary>
    public Measure ActualRate => Measure.Ratio(Actual, Budget, MissingReason.NoBudget);

    /// <summary>Two positions of one currency together.</summary>
    public static BudgetPosition operator +(BudgetPosition left, BudgetPosition right) =>
        new(left.Budget + right.Budget, left.Actual + right.Actual, left.Remaining + right.Remaining);
}

/// <summary>
/// Actual cost (réel): expenses, and of each invoice the part that is not already an expense. An invoice that is paid in full
/// counts once, one that is paid in part counts in full, whether or not the payment was recorded as an expense.
/// </summary>
public static class ActualCost
{
    /// <summary>The part of an invoice that no linked expense covers yet; a credit note, which is below zero, in full.</summary>
    /// <param name="invoiced">The invoice's amount.</param>
    /// <param name="alreadyExpensed">Σ of the expenses that pay it, in its currency.</param>
    public static decimal OfInvoice(decimal invoiced, decimal alreadyExpensed) =>
        invoiced < 0 ? invoiced : Math.Max(0, invoiced - alreadyExpensed);

    /// <summary>Expenses and what invoices add to them.</summary>
    public static decimal Of(decimal expenses, IEnumerable<(decimal Invoiced, decimal AlreadyExpensed)> invoices) =>
        expenses + invoices.Sum(invoice => OfInvoice(invoice.Invoiced, invoice.AlreadyExpensed));
}

/// <summary>Remaining commitment (engagé restant): confirmed orders, less what was billed on each. An order billed above its price owes nothing more.</summary>
public static class RemainingCommitment
{
    /// <summary>What is still to be billed on one order.</summary>
    public static decimal OfOrder(decimal ordered, decimal invoiced) => Math.Max(0, ordered - invoiced);
}

/// <summary>How long a bill has been due, in the tranches that accountants use.</summary>
public enum OverdueAge
{
    /// <summary>Up to 30 days.</summary>
    Month,

    /// <summary>31 to 60.</summary>
    TwoMonths,

    /// <summary>61 to 90.</summary>
    ThreeMonths,

    /// <summary>More than 90.</summary>
    Older,
}

/// <summary>An invoice whose day of payment has passed.</summary>
public static class Overdue
{
    /// <summary>Days since it was due; null where it is not overdue.</summary>
    public static int? Days(DateOnly? due, DateOnly today) => due is { } day && day < today ? today.DayNumber - day.DayNumber : null;

    /// <summary>The tranche.</summary>
    public static OverdueAge Age(int days) => days switch { <= 30 => OverdueAge.Month, <= 60 => OverdueAge.TwoMonths, <= 90 => OverdueAge.ThreeMonths, _ => OverdueAge.Older };

    /// <summary>What is still to be paid of it.</summary>
    public static decimal Outstanding(decimal amount, decimal? paid) => Math.Max(0, amount - (paid ?? 0));
}
