namespace Peppi.DataApi.Syntax;

/// <summary>
/// Stands in the text of a request where a value was: one code unit that is half a character, which no decoded text can hold, so
/// that nobody can send one.
/// </summary>
internal static class Slot
{
    /// <summary>More values than these stay where they are.</summary>
    public const int Most = 200;

    private const char First = '\uDC00';
    private const char Last = (char)(First + Most - 1);

    public static char Of(int number) => (char)(First + number);

    public static bool Is(string text) => text.Length == 1 && text[0] is >= First and <= Last;

    public static int NumberOf(string slot) => slot[0] - First;

    /// <summary>Whether some half of a character, ours or another, is in the text.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\uD800', '\uDFFF') && HasHalf(text);

    private static bool HasHalf(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
