using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Reads <c>select=</c>: fields, casts, aggregates, embedded and spread relations, to any depth that is allowed.</summary>
internal static class SelectParser
{
    private static readonly (string Name, Aggregate Aggregate)[] Functions =
        [.. Enum.GetValues<Aggregate>().Select(a => (a.ToString().ToLowerInvariant() + "()", a))];

    /// <param name="text">The parameter.</param>
    /// <param name="deepest">How deep relations may be embedded.</param>
    public static Outcome<IReadOnlyList<SelectItem>> Parse(string text, int deepest = 24)
    {
        var scan = new Scanner(text);
        if (Items(scan, deepest, out var items) && scan.End()) return new Outcome<IReadOnlyList<SelectItem>>(items);
        return scan.Fault("select parameter");
    }

    private static bool Items(Scanner scan, int left, out IReadOnlyList<SelectItem> items)
    {
        var read = new List<SelectItem>();
        items = read;
        if (left < 0) return scan.Miss("fewer levels of embedding");
        scan.SkipBlanks();
        if (scan.AtEnd || scan.Next == ')') return true;
        if (!Item(scan, left, out var item)) return false;
        read.Add(item);
        while (true)
        {
            scan.SkipBlanks();
            if (!scan.Eat(',')) return true;
            scan.SkipBlanks();
            if (!Item(scan, left, out item)) return false;
            read.Add(item);
        }
    }

    private static bool Item(Scanner scan, int left, out SelectItem item)
    {
        scan.SkipBlanks();
        return Embed(scan, left, out item) is { } decided ? decided : Field(scan, out item);
    }

    /// <summary>True or false once an opening bracket showed that it is a relation; null where it is something else.</summary>
    private static bool? Embed(Scanner scan, int left, out SelectItem item)
    {
        item = new SelectField(FieldRef.Everything);
        var start = scan.At;
        var spread = scan.Eat("...");
        string? alias = spread ? null : Alias(scan);
        if (!Names.Field(scan, out var relation) || (relation == "count" && !spread) || !Hints(scan, out var hint, out var join) || !scan.Eat('('))
        {
            scan.At = start;
            return spread ? false : null;
        }

        if (!Items(scan, left - 1, out var items) || !scan.Eat(')')) return false;
        scan.SkipBlanks();
        item = new SelectEmbed(relation, alias, hint, join, spread, items);
        return true;
    }

    private static bool Hints(Scanner scan, out string? hint, out JoinKind? join)
    {
        (hint, join) = (null, null);
        for (var i = 0; i < 2 && scan.Eat('!'); i++)
        {
            if (!Names.Field(scan, out var word)) return false;
            if (word == "inner") join ??= JoinKind.Inner;
            else if (word == "left") join ??= JoinKind.Left;
            else hint ??= word;
        }

        return true;
    }

    private static bool Field(Scanner scan, out SelectItem item)
    {
        item = new SelectField(FieldRef.Everything);
        var start = scan.At;
        if (scan.Eat('*') && Ends(scan)) return true;
        scan.At = start;
        var alias = Alias(scan);
        var afterAlias = scan.At;
        string? aggregateCast;
        if (scan.Eat("count()"))
        {
            if (!Cast(scan, out aggregateCast) || !Ends(scan)) return false;
            item = new SelectField(FieldRef.Everything, alias, null, Aggregate.Count, aggregateCast);
            return true;
        }

        scan.At = afterAlias;
        if (!Names.FieldWithPath(scan, out var field) || !Cast(scan, out var cast)) return false;
        Aggregate? aggregate = null;
        if (scan.Eat('.') && !Function(scan, out aggregate)) return false;
        if (!Cast(scan, out aggregateCast)) return false;
        scan.SkipBlanks();
        if (!Ends(scan)) return false;
        item = new SelectField(field, alias, cast, aggregate, aggregateCast);
        return true;
    }

    private static string? Alias(Scanner scan)
    {
        var start = scan.At;
        if (Names.Field(scan, out var name) && scan.Next == ':' && !scan.Follows("::"))
        {
            scan.At++;
            return name;
        }

        scan.At = start;
        return null;
    }

    private static bool Cast(Scanner scan, out string? type)
    {
        type = null;
        if (!scan.Eat("::")) return true;
        if (!Names.Plain(scan, out var name)) return false;
        type = name;
        return true;
    }

    private static bool Function(Scanner scan, out Aggregate? aggregate)
    {
        foreach (var (name, candidate) in Functions)
        {
            if (!scan.Eat(name)) continue;
            aggregate = candidate;
            return true;
        }

        aggregate = null;
        return false;
    }

    private static bool Ends(Scanner scan)
    {
        if (scan.AtEnd || scan.Next is ',' or ')') return true;
        scan.Miss("\")\"");
        scan.Miss("\",\"");
        return scan.End();
    }
}
