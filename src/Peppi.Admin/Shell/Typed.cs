using System.Globalization;
using System.Text.RegularExpressions;

namespace Peppi.Admin.Shell;

/// <summary>Figures as people type them: with a comma or a point, with spaces between thousands.</summary>
internal static partial class Typed
{
    /// <summary>The figure; null where it is none.</summary>
    public static decimal? Figure(string? text)
    {
        var plain = Spaces().Replace(text ?? "", "").Replace('\u2212', '-');

        // What stands last parts the decimals, the other thousands; in English a comma alone before three digits parts thousands too.
        if (plain.LastIndexOf(',') < plain.LastIndexOf('.') || (!Reader.SpeaksFrench && Thousands().IsMatch(plain))) plain = plain.Replace(",", "", StringComparison.Ordinal);
        else if (plain.Contains(',', StringComparison.Ordinal)) plain = plain.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var figure) ? figure : null;
    }

    /// <summary>A whole number; null where it is none.</summary>
    public static int? Whole(string? text) => Figure(text) is { } figure && figure == decimal.Truncate(figure) && Math.Abs(figure) <= int.MaxValue ? (int)figure : null;

    [GeneratedRegex(@"\s|\u00A0|\u202F")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})+$")]
    private static partial Regex Thousands();
}
