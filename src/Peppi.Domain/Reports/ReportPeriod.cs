using System.Globalization;
using System.Text.RegularExpressions;
using Peppi.Domain.Shared;

namespace Peppi.Domain.Reports;

/// <summary>
/// What a report covers, as people ask for it: <c>2026</c>, <c>2026-Q3</c>, <c>2026-11</c>, <c>2026-01-01..2026-06-30</c>
/// (days or months), or a span that moves with the day: <see cref="Moving"/>.
/// </summary>
public static partial class ReportPeriod
{
    /// <summary>The spans that move: a schedule means another month each time.</summary>
    public static IReadOnlyList<string> Moving { get; } = ["this_month", "last_month", "this_quarter", "last_quarter", "this_year", "last_year", "last_12_months"];

    /// <summary>What to tell somebody whose text is none of these.</summary>
    public const string Expected =
        "period is a year (2026), a quarter (2026-Q3), a month (2026-11), a range (2026-01-01..2026-06-30), or one of this_month, last_month, this_quarter, last_quarter, this_year, last_year, last_12_months.";

    /// <summary>The span that <paramref name="text"/> means on <paramref name="today"/>; null where it means none.</summary>
    public static Period? Parse(string text, DateOnly today) => Move(text, today) ?? Whole(text) ?? Range(text);

    private static Period? Move(string text, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = month.AddMonths(-((month.Month - 1) % 3));
        var year = new DateOnly(today.Year, 1, 1);
        return text switch
        {
            "this_month" => Months(month, 1),
            "last_month" => Months(month.AddMonths(-1), 1),
            "this_quarter" => Months(quarter, 3),
            "last_quarter" => Months(quarter.AddMonths(-3), 3),
            "this_year" => Months(year, 12),
            "last_year" => Months(year.AddYears(-1), 12),
            "last_12_months" => Months(month.AddMonths(-11), 12),
            _ => null,
        };
    }

    private static Period? Whole(string text)
    {
        var match = WholePattern().Match(text);
        if (!match.Success) return null;
        var year = Number(match, "year");
        if (match.Groups["quarter"].Success) return Months(new DateOnly(year, (Number(match, "quarter") * 3) - 2, 1), 3);
        if (match.Groups["month"].Success) return Months(new DateOnly(year, Number(match, "month"), 1), 1);
        return Months(new DateOnly(year, 1, 1), 12);
    }

    private static Period? Range(string text)
    {
        var ends = text.Split("..");
        if (ends.Length != 2) return null;
        var (first, last) = (End(ends[0]), End(ends[1]));
        return first is { } from && last is { } to && from.Start <= to.End ? new Period(from.Start, to.End) : null;
    }

    private static Period? End(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200
            ? new Period(day, day)
            : Whole(text);

    private static Period Months(DateOnly first, int count) => new(first, first.AddMonths(count).AddDays(-1));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<year>(19|20|21)[0-9]{2})(-(Q(?<quarter>[1-4])|(?<month>0[1-9]|1[0-2])))?$", RegexOptions.CultureInvariant)]
    private static partial Regex WholePattern();
}
