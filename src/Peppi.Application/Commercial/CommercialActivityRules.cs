using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>What a prospect, a reservation or a payment may say.</summary>
internal sealed class CommercialActivityRules : RowRules<CommercialActivity>
{
    public CommercialActivityRules()
    {
        RuleFor(activity => activity.ActivityType).OneOf(CommercialActivityTypes.All).WithErrorCode(Check23514);
        RuleFor(activity => activity.Status).OneOf(CommercialStatuses.All).WithErrorCode(Check23514);
        RuleFor(activity => activity.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(activity => activity.Probability).InclusiveBetween(0, 100).WithErrorCode(Check23514).WithMessage("probability must be between 0 and 100");
    }

    public override string Table => "commercial_activities";
}
