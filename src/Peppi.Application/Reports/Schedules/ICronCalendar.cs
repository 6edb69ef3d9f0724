namespace Peppi.Application.Reports.Schedules;

/// <summary>Reads cron expressions and knows time zones (Quartz's own reading, so that what a page promises is what happens).</summary>
public interface ICronCalendar
{
    /// <summary>Null for an expression that is understood, else what is wrong with it.</summary>
    string? Fault(string cron);

    /// <summary>True for an IANA time zone of this machine.</summary>
    bool KnowsZone(string timeZone);

    /// <summary>The first slot after a moment; null where there is none, or the expression or zone is not understood.</summary>
    DateTimeOffset? NextAfter(string cron, string timeZone, DateTimeOffset after);
}
