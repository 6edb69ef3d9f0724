using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>What a budget line, an expense or an invoice may say.</summary>
internal sealed class FinanceRules : RowRules<FinanceRecord>
{
    public FinanceRules()
    {
        RuleFor(record => record.Type).OneOf(FinanceTypes.All).WithErrorCode(Check23514);
        RuleFor(record => record.Category).OneOf(FinanceCategories.All).WithErrorCode(Check23514);
        RuleFor(record => record.Direction).OneOf(FinanceDirections.All).WithErrorCode(Check23514);
        RuleFor(record => record.Status).OneOf(FinanceStatuses.All).WithErrorCode(Check23514);
        RuleFor(record => record.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(record => record.PaidAmount).GreaterThanOrEqualTo(0).WithErrorCode(Check23514).WithMessage("paid_amount must not be negative");
        RuleFor(record => record.RetentionRate).InclusiveBetween(0, 100).WithErrorCode(Check23514).WithMessage("retention_rate must be between 0 and 100");

        // A credit note is a negative invoice, and a later version may cut a budget; any other below zero is a slip of the pen.
        RuleFor(record => record.Amount).GreaterThanOrEqualTo(0)
            .When(record => record.Type is FinanceTypes.Expense || (record.Type is FinanceTypes.Budget && record.BudgetVersion <= 1))
            .WithMessage("amount must not be negative for a budget or an expense");
        RuleFor(record => record.DueDate).GreaterThanOrEqualTo(record => record.RecordDate).When(record => record.RecordDate is not null)
            .WithMessage("due_date must not be before record_date");
    }

    public override string Table => "finances";
}
