using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace Peppi.Application.Accounts.PasswordRules;

/// <summary>
/// Whether a password is among the first that an attacker tries: on the list of breached and common ones, or one of those in the dress
/// that people put on them (a year behind it, a zero for an o, twice in a row), or a walk over the keyboard.
/// </summary>
internal static class CommonPasswords
{
    private const string Resource = "Peppi.common-passwords.txt.br";

    // What stands before and behind a word: longer than this is more than dress.
    private const int Dress = 7;

    private static readonly string[] Walks =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
        "qwertzuiopü", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1aqw2zsx3edc4rfv5tgb6yhn7ujm", "&é\"'(-è_çà",
    ];

    private static readonly string[] BothWays = [.. Walks, .. Walks.Select(walk => new string([.. walk.Reverse()]))];

    private static readonly Lazy<FrozenSet<string>> List = new(Load);

    /// <summary>Whether <paramref name="password"/> is to be refused.</summary>
    /// <param name="password">What somebody wants to choose.</param>
    /// <param name="own">Words that belong to the account, such as its address.</param>
    public static bool Contains(string password, IEnumerable<string> own)
    {
        var text = password.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Trim();
        return Known(text) || Known(Stem(text)) || IsRepeated(text) || IsWalk(text) || own.Any(word => IsMadeOf(text, word));
    }

    private static bool Known(string text) => text.Length >= 4 && (List.Value.Contains(text) || List.Value.Contains(WithoutDisguise(text)));

    // "Sunshine2024!" is "sunshine" to whoever guesses.
    private static string Stem(string text)
    {
        var from = 0;
        var to = text.Length;
        while (from < to && !char.IsLetter(text[from])) from++;
        while (to > from && !char.IsLetter(text[to - 1])) to--;
        return text.Length - (to - from) <= Dress ? text[from..to] : text;
    }

    private static string WithoutDisguise(string text) => string.Create(text.Length, text, static (plain, disguised) =>
    {
        for (var at = 0; at < plain.Length; at++)
        {
            plain[at] = disguised[at] switch
            {
                '0' => 'o',
                '1' or '!' or '|' => 'i',
                '3' or 'é' or 'è' => 'e',
                '4' or '@' or 'à' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                'ç' => 'c',
                var letter => letter,
            };
        }
    });

    private static bool IsRepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            var unit = text[..length];
            var repeated = true;
            for (var at = length; at < text.Length && repeated; at++) repeated = text[at] == unit[at % length];
            if (repeated) return length <= 4 || Known(unit) || Known(Stem(unit));
        }

        return false;
    }

    // Runs of three and more along a row of keys, of the alphabet or of the digits, and nothing else.
    private static bool IsWalk(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var longest = 0;
            for (var length = Math.Min(text.Length - at, 28); length >= 3 && longest == 0; length--)
            {
                var run = text.Substring(at, length);
                if (BothWays.Any(walk => walk.Contains(run, StringComparison.Ordinal)) || run.All(letter => letter == run[0])) longest = length;
            }

            if (longest == 0) return false;
            at += longest;
        }

        return true;
    }

    private static bool IsMadeOf(string text, string word)
    {
        var own = word.Trim().ToLowerInvariant();
        return own.Length >= 4 && text.Contains(own, StringComparison.Ordinal) && text.Length - own.Length <= Dress;
    }

    private static FrozenSet<string> Load()
    {
        using var packed = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing.");
        using var reader = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        var words = new HashSet<string>(50_000, StringComparer.Ordinal);
        while (reader.ReadLine() is { } word) words.Add(word);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}
