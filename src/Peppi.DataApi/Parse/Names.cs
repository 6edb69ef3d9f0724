using System.Text;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>The names of the language: fields, quoted values, ways into JSON.</summary>
internal static class Names
{
    private const string FieldLabel = "field name (* or [a..z0..9_$])";

    public static bool Field(Scanner scan, out string name)
    {
        var (start, known) = (scan.At, scan.Known);
        return (scan.Next == '"' && Quoted(scan, out name)) || Dashed(scan, IsNameChar, out name) || scan.Labelled(FieldLabel, start, known);
    }

    /// <summary>A name of letters, digits, underscore, dollar and inner blanks: casts, text search languages.</summary>
    public static bool Plain(Scanner scan, out string name)
    {
        name = scan.TakeWhile(IsNameChar);
        if (name.Length == 0) return scan.Miss("letter or digit");
        name = name.Trim();
        return true;
    }

    public static bool Quoted(Scanner scan, out string value)
    {
        value = "";
        var start = scan.At;
        if (!scan.Eat('"')) return false;
        var inner = new StringBuilder();
        while (!scan.AtEnd && scan.Next != '"')
        {
            if (scan.Next == '\\')
            {
                scan.At++;
                if (scan.AtEnd) break;
            }

            inner.Append(scan.Next);
            scan.At++;
        }

        if (!scan.Eat('"'))
        {
            scan.At = start;
            return false;
        }

        value = inner.ToString();
        return true;
    }

    /// <summary>A field with its way into JSON, blanks around it dropped.</summary>
    public static bool FieldWithPath(Scanner scan, out FieldRef field)
    {
        field = FieldRef.Everything;
        var start = scan.At;
        scan.SkipBlanks();
        if (!Field(scan, out var name) || !Path(scan, out var path))
        {
            scan.At = start;
            return false;
        }

        scan.SkipBlanks();
        field = new FieldRef(name, path);
        return true;
    }

    /// <summary>Zero or more arrows; false only where an arrow leads nowhere.</summary>
    public static bool Path(Scanner scan, out IReadOnlyList<JsonStep> path)
    {
        path = [];
        List<JsonStep>? steps = null;
        while (true)
        {
            var asText = scan.Eat("->>");
            if (!asText && !scan.Eat("->")) break;
            var isIndex = Index(scan, out var key);
            if (!isIndex && !Key(scan, out key)) return false;
            (steps ??= []).Add(new JsonStep(asText, key, isIndex));
        }

        if (steps is not null) path = steps;
        return true;
    }

    private static bool Index(Scanner scan, out string index)
    {
        var start = scan.At;
        var sign = scan.Next == '-' ? "-" : "";
        scan.At += sign.Length;
        var digits = scan.TakeWhile(char.IsAsciiDigit);
        index = sign + digits;
        if (digits.Length == 0) scan.Miss("digit");
        else if (scan.AtEnd || scan.Next is '.' or ',' or ')' or ' ' || scan.Follows("->") || scan.Follows("::")) return true;
        else scan.Miss("\"->\", \"::\", \".\", \",\" or end of input");
        scan.At = start;
        return false;
    }

    private static bool Key(Scanner scan, out string key)
    {
        var (start, known) = (scan.At, scan.Known);
        return Quoted(scan, out key) || Dashed(scan, IsKeyChar, out key) || scan.Labelled("any non reserved character different from: .,>()", start, known);
    }

    private static bool Dashed(Scanner scan, Func<char, bool> pleases, out string name)
    {
        name = "";
        var part = scan.TakeWhile(pleases);
        if (part.Length == 0) return scan.Miss("letter or digit");
        name = part.Trim();
        while (scan.Next == '-' && !scan.Follows("->"))
        {
            var dash = scan.At++;
            part = scan.TakeWhile(pleases);
            if (part.Length == 0)
            {
                scan.Miss("letter or digit");
                scan.At = dash;
                break;
            }

            name += "-" + part.Trim();
        }

        return true;
    }

    private static bool IsNameChar(char c) => char.IsLetterOrDigit(c) || c is '_' or ' ' or '$' || char.IsSurrogate(c) || IsMark(c);

    // Letters of some scripts carry marks that .NET counts apart.
    private static bool IsMark(char c) => c > 127 && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool IsKeyChar(char c) => c is not ('(' or '-' or ':' or '.' or ',' or '>' or ')');
}
