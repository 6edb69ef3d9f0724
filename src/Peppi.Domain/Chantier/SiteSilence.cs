namespace Peppi.Domain.Chantier;

/// <summary>How long nobody has written from a site, in the days that are worked there.</summary>
public static class SiteSilence
{
    /// <summary>
    /// Working days after the day of the last message and before <paramref name="today"/>: today is not over, and the day of the
    /// message was not silent. A site that never wrote is counted from <paramref name="since"/>.
    /// </summary>
    public static int WorkingDays(DateOnly? last, DateOnly since, DateOnly today, bool saturdaysWorked)
    {
        var from = last ?? since.AddDays(-1);
        if (from >= today) return 0;

        // Whole weeks at once: a site may have been silent for years.
        var days = today.DayNumber - from.DayNumber - 1;
        var perWeek = saturdaysWorked ? 6 : 5;
        var count = days / 7 * perWeek;
        for (var left = days % 7; left > 0; left--)
        {
            var day = today.AddDays(-left).DayOfWeek;
            if (day != DayOfWeek.Sunday && (day != DayOfWeek.Saturday || saturdaysWorked)) count++;
        }

        return count;
    }
}
