using System.Globalization;
using System.Text;
using Peppi.DataApi.Errors;

namespace Peppi.DataApi.Parse;

/// <summary>
/// Walks over one text and remembers the farthest place at which something was missing, with everything that would have been
/// welcome there: that place, and not where the last alternative gave up, is what a caller needs to see.
/// A method that answers false has consumed nothing.
/// </summary>
internal sealed class Scanner(string text)
{
    private static readonly string[] Characters = [.. Enumerable.Range(0, 128).Select(c => $"\"{(char)c}\"")];

    private readonly List<string> welcome = [];
    private int farthest;

    public int At { get; set; }

    public bool AtEnd => At >= text.Length;

    public char Next => At < text.Length ? text[At] : '\0';

    public bool Follows(string literal) => string.CompareOrdinal(text, At, literal, 0, literal.Length) == 0;

    public bool Eat(char wanted) => Eat(wanted, Characters[wanted]);

    public bool Eat(char wanted, string expected)
    {
        if (At < text.Length && text[At] == wanted)
        {
            At++;
            return true;
        }

        Miss(expected);
        return false;
    }

    public bool Eat(string literal)
    {
        if (Follows(literal))
        {
            At += literal.Length;
            return true;
        }

        // The quotes around it are added where somebody reads it: most misses are only the next alternative's turn.
        Miss(literal);
        return false;
    }

    /// <summary>Characters while they please; empty where the first does not.</summary>
    public string TakeWhile(Func<char, bool> pleases)
    {
        var start = At;
        while (At < text.Length && pleases(text[At])) At++;
        return text[start..At];
    }

    public string Rest()
    {
        var rest = text[At..];
        At = text.Length;
        return rest;
    }

    public void SkipBlanks()
    {
        while (Next is ' ' or '\t') At++;
    }

    /// <summary>Notes that <paramref name="expected"/> would have been welcome here.</summary>
    public bool Miss(string expected)
    {
        if (At < farthest) return false;
        if (At > farthest)
        {
            farthest = At;
            welcome.Clear();
        }

        if (!welcome.Contains(expected)) welcome.Add(expected);
        return false;
    }

    public bool End()
    {
        if (AtEnd) return true;
        Miss(EndOfInput);
        return false;
    }

    /// <summary>How much is noted for this place before a choice is tried.</summary>
    public int Known => farthest == At ? welcome.Count : 0;

    /// <summary>Where a choice failed on the spot, one label stands for all that it tried; always false.</summary>
    public bool Labelled(string label, int start, int known)
    {
        At = start;
        if (farthest != start) return false;
        if (known < welcome.Count) welcome.RemoveRange(known, welcome.Count - known);
        Miss(label);
        return false;
    }

    /// <summary>The refusal: what was being read, where it went wrong, what was expected.</summary>
    public DataApiError Fault(string reading)
    {
        var details = new StringBuilder("unexpected ");
        if (farthest >= text.Length) details.Append(EndOfInput);
        else if (welcome.Contains(EndOfInput)) details.Append(CultureInfo.InvariantCulture, $"'{text[farthest]}'");
        else details.Append(CultureInfo.InvariantCulture, $"\"{text[farthest]}\"");
        if (welcome.Count > 0)
        {
            details.Append(" expecting ");
            if (welcome.Count > 1) details.AppendJoin(", ", welcome.Take(welcome.Count - 1).Select(Quoted)).Append(" or ");
            details.Append(Quoted(welcome[^1]));
        }

        return RequestErrors.BadSyntax(
            string.Create(CultureInfo.InvariantCulture, $"\"failed to parse {reading} ({text})\" (line 1, column {farthest + 1})"), details.ToString());
    }

    /// <summary>Literals of the language, unlike descriptions, have no blank and are quoted.</summary>
    private static string Quoted(string expected) =>
        expected.StartsWith('"') || expected.Contains(' ', StringComparison.Ordinal) || expected == "digit" ? expected : $"\"{expected}\"";

    private const string EndOfInput = "end of input";
}
