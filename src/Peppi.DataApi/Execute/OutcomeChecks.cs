using Peppi.DataApi.Errors;
using Peppi.DataApi.Plan;

namespace Peppi.DataApi.Execute;

/// <summary>What must hold of the outcome before it may stay.</summary>
internal static class OutcomeChecks
{
    public static Func<DbResult, DataApiError?>? For(RowsPlan plan)
    {
        if (plan is InsertPlan { IsPut: true }) return result => result.Rows == 1 ? null : RequestErrors.PutKeyMismatch();
        var most = plan switch { WritePlan write => write.MaxAffected, CallPlan call => call.MaxAffected, _ => null };
        var single = plan.Body.MustBeSingle;
        if (most is null && !single) return null;
        return result =>
            single && result.Rows != 1 ? RequestErrors.NotSingular(result.Rows)
            : result.Rows > most ? RequestErrors.TooManyAffected(result.Rows)
            : null;
    }
}
