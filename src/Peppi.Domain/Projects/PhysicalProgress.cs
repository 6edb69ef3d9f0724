using Peppi.Domain.Shared;

namespace Peppi.Domain.Projects;

/// <summary>The latest entry of a phase, or of the whole project.</summary>
/// <param name="Phase">The phase; null for the whole project.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Weight">What it counts for beside other phases.</param>
/// <param name="RecordedOn">The day.</param>
/// <param name="Id">Of two entries of one day the higher is the later.</param>
public sealed record ProgressEntry(string? Phase, decimal Percent, decimal Weight, DateOnly RecordedOn, int Id);

/// <summary>
/// Physical progress of a project: what was said last of the whole of it, or, where something was said of a phase since, the mean of the
/// phases by their weights.
/// </summary>
public static class PhysicalProgress
{
    /// <summary>The progress as a share, 0 to 1; none where nobody measured.</summary>
    /// <param name="latest">The latest entry of each phase and of the whole.</param>
    public static Measure Of(IReadOnlyCollection<ProgressEntry> latest)
    {
        var whole = latest.FirstOrDefault(entry => entry.Phase is null);
        var phases = latest.Where(entry => entry.Phase is not null).ToList();
        if (whole is not null && !phases.Exists(phase => (phase.RecordedOn, phase.Id).CompareTo((whole.RecordedOn, whole.Id)) > 0))
            return Measure.Of(whole.Percent / 100);
        return Measure.Ratio(phases.Sum(phase => phase.Percent * phase.Weight) / 100, phases.Sum(phase => phase.Weight), MissingReason.NotMeasured);
    }
}

/// <summary>How far a project should be on a day, by its baseline: evenly from its first to its last day.</summary>
public static class PlannedProgress
{
    /// <summary>0 before it begins, 1 from its end on; none where a day is missing.</summary>
    public static Measure Of(DateOnly? start, DateOnly? end, DateOnly asOf)
    {
        if (start is not { } first || end is not { } last || last < first) return Measure.None(MissingReason.NoSchedule);
        if (asOf < first) return Measure.Of(0);
        return asOf >= last ? Measure.Of(1) : Measure.Of((decimal)(asOf.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));
    }
}
