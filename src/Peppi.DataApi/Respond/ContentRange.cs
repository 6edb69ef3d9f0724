using System.Globalization;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Respond;

/// <summary>Which rows these are, of how many.</summary>
internal static class ContentRange
{
    public static string Text(long lower, long upper, long? total)
    {
        var rows = total != 0 && lower <= upper ? string.Create(CultureInfo.InvariantCulture, $"{lower}-{upper}") : "*";
        return rows + "/" + (total is { } all ? all.ToString(CultureInfo.InvariantCulture) : "*");
    }

    public static (int Status, string Text) Of(RowRange range, long rows, long? total)
    {
        var upper = range.Offset + rows - 1;
        var status = total is not { } all ? 200 : range.Offset > all ? 416 : rows < all ? 206 : 200;
        return (status, Text(range.Offset, upper, total));
    }
}
