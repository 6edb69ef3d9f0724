using System.Globalization;
using System.Text.RegularExpressions;

namespace Peppi.Admin.Shell;

/// <summary>
/// A text of the admin in both its languages, side by side: neither can be forgotten. It prints itself in the reader's language.
/// Straight quotes and plain spaces are written in the source; the typographic ones are put in here.
/// </summary>
internal sealed partial class Phrase(string french, string english)
{
    public string French { get; } = FrenchSpaces().Replace(french.Replace('\'', '’'), match => match.Value.Trim() switch
    {
        // No line may break there: https://fr.wikipedia.org/wiki/Espace_ins%C3%A9cable
        "«" => "«\u00A0",
        ":" => "\u00A0:",
        "»" => "\u00A0»",
        var sign => "\u202F" + sign,
    });

    public string English { get; } = english.Replace('\'', '’');

    public override string ToString() => Reader.SpeaksFrench ? French : English;

    /// <summary>The text with its places <c>{0}</c>, <c>{1}</c>… filled.</summary>
    public string With(params object?[] values) => string.Format(CultureInfo.CurrentCulture, ToString(), values);

    public static implicit operator string(Phrase phrase) => phrase.ToString();

    [GeneratedRegex("« | [:;?!»](?= |$|\\))")]
    private static partial Regex FrenchSpaces();
}

/// <summary>A text that depends on a number, which stands at <c>{0}</c>. French says zero in the singular, English in the plural.</summary>
internal sealed class CountedPhrase(Phrase one, Phrase many)
{
    public Phrase One { get; } = one;

    public Phrase Many { get; } = many;

    public string For(int count, params object?[] more)
    {
        var phrase = count == 1 || (count == 0 && Reader.SpeaksFrench) ? One : Many;
        return phrase.With([count.ToString("N0", CultureInfo.CurrentCulture), .. more]);
    }
}
