using Peppi.Domain.Shared;

namespace Peppi.Domain.Finance;

/// <summary>A budget line, an expense or an invoice (<c>finances</c>).</summary>
public sealed class FinanceRecord : ITimestamped
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The project.</summary>
    public int? ProjectId { get; set; }

    /// <summary>One of <see cref="FinanceTypes"/>.</summary>
    public string? Type { get; set; }

    /// <summary>The amount, tax included, in <see cref="Currency"/>.</summary>
    public decimal? Amount { get; set; }

    /// <summary>Currency of the amount (ISO 4217).</summary>
    public string? Currency { get; set; }

    /// <summary>Day that it counts for: of the decision, of the payment, of the invoice.</summary>
    public DateOnly? RecordDate { get; set; }

    /// <summary>Budget line that it counts against; one of <see cref="FinanceCategories"/>.</summary>
    public string? Category { get; set; }

    /// <summary>What it is for.</summary>
    public string? Label { get; set; }

    /// <summary>Who is paid, or who pays.</summary>
    public string? Supplier { get; set; }

    /// <summary>Number of the invoice or receipt.</summary>
    public string? Reference { get; set; }

    /// <summary>Whether the group pays an invoice or is paid; one of <see cref="FinanceDirections"/>.</summary>
    public string Direction { get; set; } = FinanceDirections.Payable;

    /// <summary>One of <see cref="FinanceStatuses"/>.</summary>
    public string? Status { get; set; }

    /// <summary>Last day for paying.</summary>
    public DateOnly? DueDate { get; set; }

    /// <summary>Day of payment.</summary>
    public DateOnly? PaidDate { get; set; }

    /// <summary>How much of it has been paid.</summary>
    public decimal? PaidAmount { get; set; }

    /// <summary>The order that an invoice or expense bills: what is billed is no longer only committed.</summary>
    public int? OrderId { get; set; }

    /// <summary>The invoice that an expense pays: such an expense does not count again.</summary>
    public int? InvoiceId { get; set; }

    /// <summary>Retention (retenue de garantie) in percent.</summary>
    public decimal? RetentionRate { get; set; }

    /// <summary>Amount kept back as retention.</summary>
    public decimal? RetentionAmount { get; set; }

    /// <summary>Day on which the retention is to be released.</summary>
    public DateOnly? RetentionDueDate { get; set; }

    /// <summary>Day on which it was released.</summary>
    public DateOnly? RetentionReleasedDate { get; set; }

    /// <summary>Version of the budget: 1 is the frozen baseline, later ones are approved changes on top of it.</summary>
    public int BudgetVersion { get; set; } = 1;

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>What a finance record is.</summary>
public static class FinanceTypes
{
    /// <summary>Money set aside.</summary>
    public const string Budget = "budget";

    /// <summary>Money spent.</summary>
    public const string Expense = "expense";

    /// <summary>Money billed.</summary>
    public const string Invoice = "invoice";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Budget, Expense, Invoice];
}

/// <summary>The lines of a project's budget.</summary>
public static class FinanceCategories
{
    /// <summary>Land.</summary>
    public const string Land = "land";

    /// <summary>Studies, architects, engineers.</summary>
    public const string Studies = "studies";

    /// <summary>Structure and walls (gros œuvre).</summary>
    public const string StructuralWorks = "structural_works";

    /// <summary>Everything inside (second œuvre).</summary>
    public const string FinishingWorks = "finishing_works";

    /// <summary>Roads and networks (VRD).</summary>
    public const string Networks = "networks";

    /// <summary>Equipment.</summary>
    public const string Equipment = "equipment";

    /// <summary>Sales and marketing.</summary>
    public const string Marketing = "marketing";

    /// <summary>Fees, taxes, insurance.</summary>
    public const string Fees = "fees";

    /// <summary>What is kept for surprises.</summary>
    public const string Contingency = "contingency";

    /// <summary>Anything else.</summary>
    public const string Other = "other";

    /// <summary>All, as a budget lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Land, Studies, StructuralWorks, FinishingWorks, Networks, Equipment, Marketing, Fees, Contingency, Other];
}

/// <summary>Which way an invoice's money flows.</summary>
public static class FinanceDirections
{
    /// <summary>The group pays.</summary>
    public const string Payable = "payable";

    /// <summary>The group is paid.</summary>
    public const string Receivable = "receivable";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Payable, Receivable];
}

/// <summary>How far a finance record has come.</summary>
public static class FinanceStatuses
{
    /// <summary>Being written.</summary>
    public const string Draft = "draft";

    /// <summary>Agreed (a budget line), or right to be paid (an invoice).</summary>
    public const string Approved = "approved";

    /// <summary>Paid in part.</summary>
    public const string PartiallyPaid = "partially_paid";

    /// <summary>Paid.</summary>
    public const string Paid = "paid";

    /// <summary>Contested.</summary>
    public const string Disputed = "disputed";

    /// <summary>Void.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Draft, Approved, PartiallyPaid, Paid, Disputed, Cancelled];
}
