using Peppi.Domain.Shared;

namespace Peppi.Application.Strategie;

/// <summary>What steering refuses.</summary>
internal static class StrategieErrors
{
    /// <summary>There is nothing to put right.</summary>
    public static Error KpiNotRed { get; } =
        new(ErrorKind.Conflict, "kpi_not_red", "The KPI is not red: there is nothing to put right.", Hint: "Insert into strategie_action_plans to plan something all the same.");
}
