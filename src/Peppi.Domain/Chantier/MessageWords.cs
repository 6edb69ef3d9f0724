using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Peppi.Domain.Chantier;

/// <summary>What single words of a field message mean, in French and English, with or without accents.</summary>
public static partial class MessageWords
{
    private static readonly HashSet<string> Urgent =
    [
        "urgent", "urgente", "urgents", "urgentes", "urgence", "urgences", "accident", "accidente", "blesse", "blessee", "blesses", "blessees", "incendie", "effondrement",
        "effondre", "effondree", "electrocution", "noyade", "danger", "secours", "sos", "emergency", "injured", "injury", "collapse", "collapsed", "evacuation",
    ];

    private static readonly string[] Alarms = ["🚨", "🆘"];

    // "Pas urgent", "sans danger", "aucun blessé": the word stands there to say that it is not so.
    private static readonly HashSet<string> Denials = ["pas", "non", "sans", "aucun", "aucune", "not", "no", "zero", "ni", "rien"];

    private static readonly HashSet<string> Stops = ["stop", "arret", "arreter", "unsubscribe", "desabonner", "desinscription"];

    private static readonly HashSet<string> Starts = ["start", "reprendre", "reprise", "subscribe", "abonner"];

    /// <summary>How much of a message is kept and looked at.</summary>
    public const int LongestText = 10_000;

    /// <summary>The beginning of a text, at most so long; a character of two halves is never cut apart.</summary>
    public static string? Cut(string? text, int longest) =>
        text is null || text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>Whether somebody has to look at once.</summary>
    public static bool AreUrgent(string? text)
    {
        if (text is null) return false;
        if (Alarms.Any(alarm => text.Contains(alarm, StringComparison.Ordinal))) return true;
        var before = "";
        var plain = Plain(Cut(text, LongestText)!);
        foreach (var match in Words().EnumerateMatches(plain))
        {
            var word = plain.Substring(match.Index, match.Length);
            if (Urgent.Contains(word) && !Denials.Contains(before)) return true;

            // "Rien d'urgent": a single letter stands for no word.
            if (word.Length > 1) before = word;
        }

        return false;
    }

    /// <summary>Whether the whole message asks for no more messages.</summary>
    public static bool AskToStop(string? text) => text is { Length: < 40 } && Stops.Contains(Alone(text));

    /// <summary>Whether the whole message takes that back.</summary>
    public static bool AskToGoOn(string? text) => text is { Length: < 40 } && Starts.Contains(Alone(text));

    /// <summary>The codes that the text names as <c>#CODE</c>, in their order, without the sign.</summary>
    public static IEnumerable<string> CodesIn(string? text) =>
        text is null ? [] : Codes().Matches(Cut(text, LongestText)!).Select(match => match.Groups[1].Value);

    /// <summary>Two spellings of one code or name are equal in this form: no accent, no case, letters and digits only.</summary>
    public static string Same(string text) => string.Concat(Plain(text).Where(char.IsLetterOrDigit));

    private static string Alone(string text) => Plain(text).Trim().Trim('.', '!', '?', ' ', '"', '«', '»');

    private static string Plain(string text)
    {
        // Half of a surrogate pair cannot be normalized; nothing that matters is lost with it.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormD);
        return string.Concat(whole.Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"#([\p{L}\p{N}][\p{L}\p{N}_-]{0,40})")]
    private static partial Regex Codes();
}
