using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts;

/// <summary>What an alert may say.</summary>
internal sealed class AlertRules : RowRules<Alert>
{
    public AlertRules()
    {
        RuleFor(alert => alert.Message).MustSaySomething();
        RuleFor(alert => alert.Priority).OneOf(AlertPriorities.All).WithErrorCode(Check23514);
        RuleFor(alert => alert.Status).OneOf(AlertStatuses.All).WithErrorCode(Check23514);
    }

    public override string Table => "alerts";
}
