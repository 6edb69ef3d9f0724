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
    private readonly List<string> welcome = [];
    private int farthest;

    public int At { get; set; }

    public bool AtEnd => At >= text.Length;

    public char Next => At < text.Length ? text[At] : '\0';

    public bool Follows(string literal) => string.CompareOrdinal(text, At, literal, 0, literal.Length) == 0;

    public bool Eat(char wanted) => Eat(wanted, $"\"{wanted}\"");

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

        Miss($"\"{literal}\"");
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

    /// <summary>Runs a choice; where it fails on the spot, one label stands for all that it tried.</summary>
    public bool Labelled(string label, Func<bool> choice)
    {
        var start = At;
        var known = farthest == start ? welcome.Count : 0;
        if (choice()) return true;
        At = start;
        if (farthest != start) return false;
        welcome.RemoveRange(Math.Min(known, welcome.Count), welcome.Count - Math.Min(known, welcome.Count));
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
            if (welcome.Count > 1) details.AppendJoin(", ", welcome.Take(welcome.Count - 1)).Append(" or ");
            details.Append(welcome[^1]);
        }

        return RequestErrors.BadSyntax(
            string.Create(CultureInfo.InvariantCulture, $"\"failed to parse {reading} ({text})\" (line 1, column {farthest + 1})"), details.ToString());
    }

    private const string EndOfInput = "end of input";
}
