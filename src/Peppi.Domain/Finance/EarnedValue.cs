using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Domain.Finance;

/// <summary>
/// Earned value of one project, or of one line of its budget, as of a day and in one currency. Unrounded; each figure is none, with the
/// reason, where an input is missing or a denominator is zero.
/// </summary>
/// <param name="Budget">Budget at completion (BAC).</param>
/// <param name="Actual">Actual cost (AC).</param>
/// <param name="Complete">Physical progress, 0 to 1.</param>
/// <param name="Planned">Progress that was planned for the day, 0 to 1 (<see cref="PlannedProgress"/>).</param>
/// <param name="Method">One of <see cref="EacMethods"/>.</param>
public sealed record EarnedValue(Measure Budget, Measure Actual, Measure Complete, Measure Planned, string Method)
{
    /// <summary>Earned value (EV): budget × progress.</summary>
    public Measure Earned => WithBudget.With(Complete, (budget, done) => Measure.Of(budget * done));

    /// <summary>Planned value (PV): budget × planned progress.</summary>
    public Measure PlannedValue => WithBudget.With(Planned, (budget, planned) => Measure.Of(budget * planned));

    /// <summary>Cost variance (CV): EV − AC, positive when under cost.</summary>
    public Measure CostVariance => Earned - Actual;

    /// <summary>Schedule variance (SV): EV − PV, positive when ahead.</summary>
    public Measure ScheduleVariance => Earned - PlannedValue;

    /// <summary>Cost performance index: EV / AC, above 1 is good.</summary>
    public Measure CostIndex => Earned.With(Actual, (earned, actual) => Measure.Ratio(earned, actual, MissingReason.NoCost));

    /// <summary>Schedule performance index: EV / PV, above 1 is good.</summary>
    public Measure ScheduleIndex => Earned.With(PlannedValue, (earned, planned) => Measure.Ratio(earned, planned, MissingReason.NoSchedule));

    /// <summary>Estimate at completion, by <see cref="Method"/>.</summary>
    public Measure AtCompletion => Method switch
    {
        EacMethods.OneOff => Actual + (Budget - Earned),
        EacMethods.CpiSpi => CostIndex.With(ScheduleIndex, (cost, schedule) => Measure.Of(cost * schedule)).Then(pace =>
            (Budget - Earned).Then(rest => Measure.Ratio(rest, pace, MissingReason.NothingEarned)).With(Actual, (rest, actual) => Measure.Of(actual + rest))),
        _ => CostIndex.Then(index => Budget.Then(budget => Measure.Ratio(budget, index, MissingReason.NothingEarned))),
    };

    /// <summary>Estimate to complete (ETC): EAC − AC.</summary>
    public Measure ToComplete => AtCompletion - Actual;

    /// <summary>Variance at completion (VAC): budget − EAC, positive when under budget.</summary>
    public Measure VarianceAtCompletion => Budget - AtCompletion;

    /// <summary>How well the rest must be done in order to keep the budget (TCPI): (BAC − EV) / (BAC − AC); none once the budget is spent.</summary>
    public Measure ToCompleteIndex => (Budget - Earned).With(Budget - Actual, (work, money) => Measure.Ratio(work, money, MissingReason.BudgetSpent));

    private Measure WithBudget => Budget.Then(budget => budget > 0 ? Measure.Of(budget) : Measure.None(MissingReason.NoBudget));
}
