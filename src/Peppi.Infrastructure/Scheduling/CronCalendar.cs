using Peppi.Application.Reports.Schedules;
using Quartz;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Quartz's own reading of cron expressions.</summary>
internal sealed class CronCalendar : ICronCalendar
{
    public string? Fault(string cron)
    {
        try
        {
            _ = new CronExpression(cron.Trim());
            return null;
        }
        catch (FormatException exception)
        {
            return $"cron is not understood: {exception.Message} Expected: seconds minutes hours day-of-month month day-of-week, e.g. 0 0 7 ? * MON.";
        }
    }

    // An identifier with a slash or "UTC": Windows' own names are not the same on every machine.
    public bool KnowsZone(string timeZone) => !string.IsNullOrEmpty(timeZone) && (timeZone.Contains('/', StringComparison.Ordinal) || timeZone == "UTC") && Find(timeZone) is not null;

    public DateTimeOffset? NextAfter(string cron, string timeZone, DateTimeOffset after)
    {
        if (Find(timeZone) is not { } zone || Fault(cron) is not null) return null;
        return new CronExpression(cron.Trim(), zone).GetNextValidTimeAfter(after)?.ToUniversalTime();
    }

    private static TimeZoneInfo? Find(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : null;
}
