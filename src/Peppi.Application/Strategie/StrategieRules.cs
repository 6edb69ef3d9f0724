using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie;

/// <summary>What a KPI may say.</summary>
internal sealed class StrategieKpiRules : RowRules<StrategieKpi>
{
    public StrategieKpiRules()
    {
        RuleFor(kpi => kpi.KpiName).MustSaySomething();
        RuleFor(kpi => kpi.Direction).OneOf(KpiDirections.All).WithErrorCode(Check23514);
        RuleFor(kpi => kpi.Period).OneOf(KpiPeriods.All).WithErrorCode(Check23514);
    }

    public override string Table => "strategie_kpis";
}

/// <summary>What an action plan may say.</summary>
internal sealed class ActionPlanRules : RowRules<StrategieActionPlan>
{
    public ActionPlanRules()
    {
        RuleFor(plan => plan.Title).MustSaySomething();
        RuleFor(plan => plan.Status).OneOf(ActionPlanStatuses.All).WithErrorCode(Check23514);
    }

    public override string Table => "strategie_action_plans";
}
