using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Peppi.Application.Shared;

/// <summary>Finding words as people type them.</summary>
internal static class Text
{
    /// <summary>Whether <paramref name="part"/> stands in <paramref name="whole"/>, whatever its accents and case: "residence" finds "Résidence".</summary>
    public static bool Contains(string whole, string part) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(whole, part.Trim(), CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    /// <summary>The beginning of a text, at most so many signs; half of a surrogate pair would be no text, and no database takes it.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int most) =>
        text is null || text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>The text without spaces around it, or null where nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
