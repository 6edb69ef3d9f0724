namespace Peppi.Domain.Projects;

/// <summary>How a project keeps its dates.</summary>
public static class Slippage
{
    /// <summary>From so many days late on, a project is to be watched.</summary>
    public const int WatchFrom = 8;

    /// <summary>From so many days late on, somebody must act.</summary>
    public const int ActFrom = 31;

    /// <summary>Days between the baseline's end and the one expected now; negative when early, null while either is unknown.</summary>
    public static int? Days(DateOnly? baseline, DateOnly? forecast) =>
        baseline is { } planned && forecast is { } expected ? expected.DayNumber - planned.DayNumber : null;
}
