namespace Peppi.Domain.Alerts;

/// <summary>How a person wants to be told of alerts.</summary>
/// <param name="Digest">One of <see cref="Digests"/>.</param>
/// <param name="DigestAt">When the daily mail comes.</param>
/// <param name="QuietFrom">From when on no mail comes; null for no quiet hours.</param>
/// <param name="QuietTo">Until when none comes.</param>
/// <param name="QuietWeekends">None on Saturdays and Sundays either.</param>
public sealed record NoticeWishes(string Digest, TimeOnly DigestAt, TimeOnly? QuietFrom, TimeOnly? QuietTo, bool QuietWeekends);

/// <summary>How alerts are gathered into mails.</summary>
public static class Digests
{
    /// <summary>At once, and together what comes within minutes.</summary>
    public const string Immediate = "immediate";

    /// <summary>At the full hour.</summary>
    public const string Hourly = "hourly";

    /// <summary>Once a day.</summary>
    public const string Daily = "daily";

    /// <summary>Never.</summary>
    public const string None = "none";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Immediate, Hourly, Daily, None];
}

/// <summary>When a person is told of what waits: as he wished, never in his quiet hours, and never mail upon mail.</summary>
public static class NoticeTiming
{
    /// <summary>Between two mails to one person.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(10);

    /// <summary>Between two, where something critical waits.</summary>
    public static readonly TimeSpan CriticalGap = TimeSpan.FromMinutes(1);

    /// <summary>The first instant, not before <paramref name="now"/>, at which the person may be told.</summary>
    /// <param name="wishes">What he wants.</param>
    /// <param name="zone">His time zone.</param>
    /// <param name="now">The instant.</param>
    /// <param name="waitingSince">Since when the oldest of it waits.</param>
    /// <param name="lastMail">When he was last told of an alert.</param>
    /// <param name="critical">Whether something critical waits.</param>
    public static DateTimeOffset NextAt(NoticeWishes wishes, TimeZoneInfo zone, DateTimeOffset now, DateTimeOffset waitingSince, DateTimeOffset? lastMail, bool critical)
    {
        var at = wishes.Digest switch
        {
            Digests.Hourly => FullHour(waitingSince),
            Digests.Daily => DailyAt(wishes.DigestAt, zone, waitingSince),
            _ => now,
        };
        if (lastMail + (critical ? CriticalGap : Gap) is { } rested && rested > at) at = rested;
        if (at < now) at = now;
        return AfterQuiet(wishes, zone, at);
    }

    private static DateTimeOffset FullHour(DateTimeOffset since)
    {
        var into = since.UtcTicks % TimeSpan.TicksPerHour;
        return into == 0 ? since : since.AddTicks(TimeSpan.TicksPerHour - into);
    }

    private static DateTimeOffset DailyAt(TimeOnly time, TimeZoneInfo zone, DateTimeOffset since)
    {
        var local = TimeZoneInfo.ConvertTime(since, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        return Instant(TimeOnly.FromDateTime(local.DateTime) <= time ? day : day.AddDays(1), time, zone);
    }

    private static DateTimeOffset AfterQuiet(NoticeWishes wishes, TimeZoneInfo zone, DateTimeOffset at)
    {
        // A weekend may end in quiet hours, and those in a weekend; twice round is all there can be.
        for (var round = 0; round < 4; round++)
        {
            var local = TimeZoneInfo.ConvertTime(at, zone);
            var (day, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
            if (wishes.QuietWeekends && local.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                at = Instant(day.AddDays(local.DayOfWeek == DayOfWeek.Saturday ? 2 : 1), TimeOnly.MinValue, zone);
            }
            else if (wishes is { QuietFrom: { } from, QuietTo: { } to } && from != to && time.IsBetween(from, to))
            {
                at = Instant(time < to ? day : day.AddDays(1), to, zone);
            }
            else
            {
                return at;
            }
        }

        return at;
    }

    private static DateTimeOffset Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);

        // An hour that a change of clocks leaves out: the one after it.
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
