using System.Globalization;
using System.Text.RegularExpressions;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Brings limit, offset and the Range header together into the window of the top level.</summary>
internal static partial class RangeParser
{
    public static Outcome<RowRange> Parse(string method, QueryTree query, string? header)
    {
        var asked = query.Ranges.FirstOrDefault(r => r.Path.Count == 0)?.Value ?? RowRange.All;
        if (method == "PUT" && !asked.IsAll) return RequestErrors.PutWithLimit();
        if (query.Ranges.Any(r => r.Value.Limit < 0)) return RequestErrors.NegativeLimit();
        if (asked.Offset < 0) asked = asked with { Offset = 0 };
        if (method != "GET" || header is null || asked.Limit == 0) return asked;
        var match = Pattern().Match(header);
        if (!match.Success) return asked;
        var lower = Number(match.Groups[1].Value);
        long? upper = match.Groups[2].Length == 0 ? null : Number(match.Groups[2].Value);
        if (upper < lower) return RequestErrors.LowerAboveUpper();
        return Intersect(asked, new RowRange(lower, upper - lower + 1));
    }

    private static Outcome<RowRange> Intersect(RowRange one, RowRange other)
    {
        var offset = Math.Max(one.Offset, other.Offset);
        var end = Smaller(one.Limit + one.Offset, other.Limit + other.Offset);
        if (end <= offset) return RequestErrors.LowerAboveUpper();
        return new RowRange(offset, end - offset);
    }

    private static long? Smaller(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);

    private static long Number(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, int.MaxValue) : int.MaxValue;

    [GeneratedRegex("^([0-9]+)-([0-9]*)$")]
    private static partial Regex Pattern();
}
