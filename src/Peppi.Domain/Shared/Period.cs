namespace Peppi.Domain.Shared;

/// <summary>A span of whole days, both ends included.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day; never before <paramref name="Start"/>.</param>
public readonly record struct Period(DateOnly Start, DateOnly End)
{
    /// <summary>True for a day within it.</summary>
    public bool Contains(DateOnly day) => day >= Start && day <= End;

    /// <summary>The first day of each of its months, in order.</summary>
    public IEnumerable<DateOnly> Months()
    {
        for (var month = new DateOnly(Start.Year, Start.Month, 1); month <= End; month = month.AddMonths(1)) yield return month;
    }
}
