using System.Globalization;
using System.Text;

namespace Peppi.Domain.Files;

/// <summary>What a file may be called: segments between slashes, in any script, that mean nothing to a file system or a terminal.</summary>
public static class ObjectNames
{
    private const int LongestName = 1024;
    private const int LongestSegment = 255;

    /// <summary>The name as it is kept: composed (NFC), so that é is one é. Null where it cannot be a name.</summary>
    public static string? Normalize(string? given)
    {
        if (string.IsNullOrEmpty(given) || !IsWellFormed(given)) return null;
        var name = given.Normalize(NormalizationForm.FormC);
        if (Encoding.UTF8.GetByteCount(name) > LongestName) return null;
        return name.Split('/').All(IsSegment) ? name : null;
    }

    /// <summary>The beginning of names, as a listing asks for it: like a name, or empty, or with a slash at its end.</summary>
    public static string? NormalizePrefix(string? given)
    {
        var prefix = (given ?? "").TrimStart('/');
        if (prefix.Length == 0) return "";
        var name = Normalize(prefix.EndsWith('/') ? prefix[..^1] : prefix);
        return name is null ? null : prefix.EndsWith('/') ? name + "/" : name;
    }

    /// <summary>Whether a bucket may be called so: letters, digits and a few signs; it stands in addresses.</summary>
    public static bool IsBucket(string? id) => id is { Length: > 0 and <= 100 }
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ' ')
        && char.IsAsciiLetterOrDigit(id[0]) && id[^1] != ' ';

    private static bool IsSegment(string segment) =>
        segment.Length > 0 && segment is not ("." or "..") && Encoding.UTF8.GetByteCount(segment) <= LongestSegment && segment.All(IsPlain);

    // No control characters, none that turns the direction of writing or cannot be seen, no backslash.
    private static bool IsPlain(char letter) => letter != '\\' && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])) return false;
            at++;
        }

        return true;
    }
}
