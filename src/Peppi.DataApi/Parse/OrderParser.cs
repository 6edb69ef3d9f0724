using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Reads <c>order=</c>.</summary>
internal static class OrderParser
{
    public static Outcome<IReadOnlyList<OrderTerm>> Parse(string text)
    {
        var scan = new Scanner(text);
        var terms = new List<OrderTerm>();
        do
        {
            scan.SkipBlanks();
            if (!Term(scan, out var term)) return scan.Fault("order");
            terms.Add(term);
            scan.SkipBlanks();
        }
        while (scan.Eat(','));
        if (!scan.End()) return scan.Fault("order");
        return new Outcome<IReadOnlyList<OrderTerm>>(terms);
    }

    private static bool Term(Scanner scan, out OrderTerm term)
    {
        term = new OrderTerm(null, FieldRef.Everything, null, null);
        string? relation = null;
        var start = scan.At;
        if (Names.Field(scan, out var outer) && scan.Eat('('))
        {
            if (!Names.FieldWithPath(scan, out var inner) || !scan.Eat(')')) return false;
            relation = outer;
            term = term with { Field = inner };
        }
        else
        {
            scan.At = start;
            if (!Names.FieldWithPath(scan, out var field)) return false;
            term = term with { Field = field };
        }

        bool? descending = null;
        NullsOrder? nulls = null;
        while (scan.Next == '.')
        {
            scan.At++;
            if (descending is null && nulls is null && scan.Eat("asc")) descending = false;
            else if (descending is null && nulls is null && scan.Eat("desc")) descending = true;
            else if (nulls is null && scan.Eat("nullsfirst")) nulls = NullsOrder.First;
            else if (nulls is null && scan.Eat("nullslast")) nulls = NullsOrder.Last;
            else return false;
        }

        scan.SkipBlanks();
        if (!scan.AtEnd && scan.Next != ',')
        {
            if (descending is null && nulls is null) scan.Miss("delimiter (.)");
            scan.Miss("\",\"");
            return scan.End();
        }

        term = term with { Relation = relation, Descending = descending, Nulls = nulls };
        return true;
    }
}
