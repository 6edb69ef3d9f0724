using System.Globalization;
using System.Text.RegularExpressions;
using Peppi.Admin.Words;

namespace Peppi.Admin.Pages.Schedules;

/// <summary>
/// When a report is due, as people say it. Four ordinary rhythms are read from and written as Quartz's cron; whatever else a
/// schedule has stays an expression.
/// </summary>
internal sealed partial record Rhythm(string Frequency, string Time, string Day, string DayOfMonth, string Cron)
{
    public const string Daily = "daily";
    public const string Workdays = "workdays";
    public const string Weekly = "weekly";
    public const string Monthly = "monthly";
    public const string Custom = "custom";

    public static readonly string[] Days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    public static Rhythm Default { get; } = new(Weekly, "07:00", "MON", "1", "");

    public static Rhythm Read(string cron)
    {
        var match = Ordinary().Match(cron.Trim());
        var other = Default with { Frequency = Custom, Cron = cron };
        if (!match.Success) return other;

        var (month, week) = (match.Groups["month"].Value, match.Groups["week"].Value);
        var time = $"{int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture):00}:{int.Parse(match.Groups["minute"].Value, CultureInfo.InvariantCulture):00}";
        var known = Default with { Time = time, Cron = cron };
        return (month, week) switch
        {
            ("?", "*") or ("*", "?") => known with { Frequency = Daily },
            ("?", "MON-FRI") => known with { Frequency = Workdays },
            ("?", _) when Days.Contains(week) => known with { Frequency = Weekly, Day = week },
            (_, "?") when month == "L" || (int.TryParse(month, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 28) => known with { Frequency = Monthly, DayOfMonth = month },
            _ => other,
        };
    }

    /// <summary>Quartz's expression, or null where the time is none.</summary>
    public string? Write()
    {
        if (Frequency == Custom) return Cron;
        if (!TimeOnly.TryParseExact(Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        return Frequency switch
        {
            Workdays => $"0 {at.Minute} {at.Hour} ? * MON-FRI",
            Weekly => $"0 {at.Minute} {at.Hour} ? * {Day}",
            Monthly => $"0 {at.Minute} {at.Hour} {DayOfMonth} * ?",
            _ => $"0 {at.Minute} {at.Hour} ? * *",
        };
    }

    /// <summary>"Chaque lundi à 07:00".</summary>
    public string InWords() => Frequency switch
    {
        Daily => ScheduleWords.DailyAt.With(Time),
        Workdays => ScheduleWords.WorkdaysAt.With(Time),
        Weekly => ScheduleWords.WeeklyAt.With(Time, NameOf(Day)),
        Monthly when DayOfMonth == "L" => ScheduleWords.MonthEndAt.With(Time),
        Monthly when DayOfMonth == "1" => ScheduleWords.MonthStartAt.With(Time),
        Monthly => ScheduleWords.MonthlyAt.With(Time, DayOfMonth),
        _ => Cron,
    };

    public static string NameOf(string day) =>
        CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)((Array.IndexOf(Days, day) + 1) % 7));

    [GeneratedRegex(@"^0 (?<minute>[0-9]{1,2}) (?<hour>[0-9]{1,2}) (?<month>\S+) (?:\*) (?<week>\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinary();
}
