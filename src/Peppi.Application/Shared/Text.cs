using System.Globalization;

namespace Peppi.Application.Shared;

/// <summary>Finding words as people type them.</summary>
internal static class Text
{
    /// <summary>Whether <paramref name="part"/> stands in <paramref name="whole"/>, whatever its accents and case: "residence" finds "Résidence".</summary>
    public static bool Contains(string whole, string part) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(whole, part.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    /// <summary>The text without spaces around it, or null where nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
