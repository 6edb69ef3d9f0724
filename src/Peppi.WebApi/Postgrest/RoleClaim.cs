using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Peppi.WebApi.Postgrest;

/// <summary>
/// Where in the claims the role stands: a path such as <c>$.app.roles[0]</c>, <c>$["https://x/role"]</c> or
/// <c>$.roles[?(@ == "editor")]</c>. The older way of writing it, without the dollar, is understood as well.
/// </summary>
internal sealed class RoleClaim
{
    private readonly List<Func<JsonElement, IEnumerable<JsonElement>>> steps = [];

    /// <summary><c>$.role</c></summary>
    public static RoleClaim Usual { get; } = Parse("$.role")!;

    /// <summary>The path, or null where it is none.</summary>
    public static RoleClaim? Parse(string text)
    {
        var path = new RoleClaim();
        var at = text.StartsWith('$') ? 1 : 0;
        if (text.Length == 0) return null;
        while (at < text.Length)
        {
            var step = text[at] switch
            {
                '.' => Member(text, ref at),
                '[' => Bracket(text, ref at),
                _ => null,
            };
            if (step is null) return null;
            path.steps.Add(step);
        }

        return path;
    }

    /// <summary>The first value that the path leads to, as a role's name.</summary>
    public string? Find(JsonElement claims)
    {
        IEnumerable<JsonElement> here = [claims];
        foreach (var step in steps) here = here.SelectMany(step);
        foreach (var found in here) return found.ValueKind == JsonValueKind.String ? found.GetString() : found.GetRawText();
        return null;
    }

    private static Func<JsonElement, IEnumerable<JsonElement>>? Member(string text, ref int at)
    {
        at++;
        if (at < text.Length && text[at] == '*')
        {
            at++;
            return Children;
        }

        if (at < text.Length && text[at] == '"') return Quoted(text, ref at) is { } name ? Named(name) : null;
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$' or '@')) at++;
        return at == start ? null : Named(text[start..at]);
    }

    private static Func<JsonElement, IEnumerable<JsonElement>>? Bracket(string text, ref int at)
    {
        var inside = ++at;
        if (at >= text.Length) return null;
        Func<JsonElement, IEnumerable<JsonElement>>? step;
        if (text[at] is '"' or '\'')
        {
            step = Quoted(text, ref at) is { } name ? Named(name) : null;
        }
        else if (text[at] == '*')
        {
            at++;
            step = Children;
        }
        else if (text[at] == '?')
        {
            at++;
            step = Filter(text, ref at);
        }
        else
        {
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '-' && at == inside))) at++;
            step = int.TryParse(text.AsSpan(inside, at - inside), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? Indexed(index) : null;
        }

        if (step is null || at >= text.Length || text[at] != ']') return null;
        at++;
        return step;
    }

    /// <summary><c>?(@.way op "text")</c>, its brackets optional.</summary>
    private static Func<JsonElement, IEnumerable<JsonElement>>? Filter(string text, ref int at)
    {
        var bracketed = at < text.Length && text[at] == '(';
        if (bracketed) at++;
        Blanks(text, ref at);
        if (at >= text.Length || text[at] != '@') return null;
        at++;
        var way = new RoleClaim();
        while (at < text.Length && text[at] is '.' or '[')
        {
            if ((text[at] == '.' ? Member(text, ref at) : Bracket(text, ref at)) is not { } step) return null;
            way.steps.Add(step);
        }

        Blanks(text, ref at);
        Func<string, bool> holds = _ => true;
        if (at < text.Length && text[at] is not (')' or ']'))
        {
            var start = at;
            while (at < text.Length && text[at] is '=' or '!' or '^' or '*') at++;
            var comparison = text[start..at];
            Blanks(text, ref at);
            if (Quoted(text, ref at) is not { } wanted || Comparison(comparison, wanted) is not { } compares) return null;
            holds = compares;
        }

        Blanks(text, ref at);
        if (bracketed)
        {
            if (at >= text.Length || text[at] != ')') return null;
            at++;
        }

        return element => Children(element).Where(child => way.steps.Count == 0 && child.ValueKind != JsonValueKind.String ? false : way.Find(child) is { } found && holds(found));
    }

    private static Func<string, bool>? Comparison(string sign, string wanted) => sign switch
    {
        "==" => found => found == wanted,
        "!=" => found => found != wanted,
        "^==" => found => found.StartsWith(wanted, StringComparison.Ordinal),
        "==^" => found => found.EndsWith(wanted, StringComparison.Ordinal),
        "*==" => found => found.Contains(wanted, StringComparison.Ordinal),
        _ => null,
    };

    private static Func<JsonElement, IEnumerable<JsonElement>> Named(string name) =>
        element => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? [value] : [];

    private static Func<JsonElement, IEnumerable<JsonElement>> Indexed(int index) => element =>
    {
        if (element.ValueKind != JsonValueKind.Array) return [];
        var place = index < 0 ? element.GetArrayLength() + index : index;
        return place >= 0 && place < element.GetArrayLength() ? [element[place]] : [];
    };

    private static IEnumerable<JsonElement> Children(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray(),
        JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
        _ => [],
    };

    private static string? Quoted(string text, ref int at)
    {
        if (at >= text.Length || text[at] is not ('"' or '\'')) return null;
        var quote = text[at++];
        var inner = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            inner.Append(text[at++]);
        }

        if (at >= text.Length) return null;
        at++;
        return inner.ToString();
    }

    private static void Blanks(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
    }
}
