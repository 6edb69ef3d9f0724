using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>The one grammar of filters, for query strings, logic trees, GraphQL arguments and realtime channels alike.</summary>
internal static class FilterParser
{
    /// <summary><c>eq.1</c>, <c>not.in.(1,2)</c>, <c>fts(english).word</c></summary>
    public static Outcome<(bool Negated, Operand Operand)> Parse(string text)
    {
        var scan = new Scanner(text);
        if (Operation(scan, inLogic: false, out var negated, out var operand)) return (negated, operand);
        return scan.Fault("filter");
    }

    /// <summary>The members of <c>and=(…)</c> or <c>or=(…)</c>; <paramref name="isOr"/> and <paramref name="negated"/> come from the key.</summary>
    public static Outcome<Condition> ParseLogic(string text, bool isOr, bool negated, int deepest = 48)
    {
        var scan = new Scanner(text);
        if (Members(scan, deepest, out var members) && scan.End()) return new ConditionGroup(negated, isOr, members);
        return scan.Fault("logic tree");
    }

    private static bool Members(Scanner scan, int left, out IReadOnlyList<Condition> members)
    {
        var read = new List<Condition>();
        members = read;
        scan.SkipBlanks();
        if (left < 0) return scan.Miss("fewer levels of logic");
        if (!scan.Eat('(')) return false;
        do
        {
            scan.SkipBlanks();
            if (!Member(scan, left, out var member)) return false;
            read.Add(member);
            scan.SkipBlanks();
        }
        while (scan.Eat(','));
        scan.SkipBlanks();
        if (!scan.Eat(')')) return false;
        scan.SkipBlanks();
        return true;
    }

    private static bool Member(Scanner scan, int left, out Condition condition)
    {
        condition = new ConditionGroup(false, false, []);
        var start = scan.At;
        if (Names.FieldWithPath(scan, out var field) && scan.Eat('.', "delimiter (.)") && Operation(scan, inLogic: true, out var negated, out var operand))
        {
            condition = new Comparison(field, negated, operand);
            return true;
        }

        scan.At = start;
        var not = scan.Eat("not.");
        var (at, known) = (scan.At, scan.Known);
        var isOr = false;
        if (!scan.Eat("and") && !(isOr = scan.Eat("or"))) return scan.Labelled("logic operator (and, or)", at, known);
        if (!Members(scan, left - 1, out var members)) return false;
        condition = new ConditionGroup(not, isOr, members);
        return true;
    }

    private static bool Operation(Scanner scan, bool inLogic, out bool negated, out Operand operand)
    {
        operand = new WordOperand(IsWord.Null);
        var start = scan.At;
        negated = scan.Follows("not.");
        if (negated) scan.At += "not.".Length;
        var at = scan.At;
        var name = scan.TakeWhile(char.IsAsciiLetterLower);
        if (Operators.Find(name) is not { } entry)
        {
            scan.At = at;
            if (!negated) scan.Miss("\"not\"");
            scan.Miss("operator (eq, gt, ...)");
            scan.At = start;
            return false;
        }

        if (entry.Shape switch
        {
            OperandShape.List => List(scan, out operand),
            OperandShape.Word => Word(scan, out operand),
            OperandShape.Search => Search(scan, entry.Operator, inLogic, out operand),
            _ => Value(scan, entry, inLogic, out operand),
        })
            return true;
        scan.At = start;
        return false;
    }

    private static bool Value(Scanner scan, OperatorEntry entry, bool inLogic, out Operand operand)
    {
        operand = new WordOperand(IsWord.Null);
        var quantifier = Quantifier.None;
        if (entry.Shape == OperandShape.Quantifiable)
        {
            if (scan.Eat("(any)")) quantifier = Quantifier.Any;
            else if (scan.Eat("(all)")) quantifier = Quantifier.All;
        }

        if (!Dot(scan)) return false;
        operand = new ValueOperand(entry.Operator, quantifier, Single(scan, inLogic));
        return true;
    }

    private static bool Search(Scanner scan, FilterOperator op, bool inLogic, out Operand operand)
    {
        operand = new WordOperand(IsWord.Null);
        string? language = null;
        if (scan.Eat('('))
        {
            if (!Names.Plain(scan, out var name) || !scan.Eat(')')) return false;
            language = name;
        }

        if (!Dot(scan)) return false;
        operand = new SearchOperand(op, language, Single(scan, inLogic));
        return true;
    }

    private static bool Word(Scanner scan, out Operand operand)
    {
        operand = new WordOperand(IsWord.Null);
        if (!Dot(scan)) return false;
        var start = scan.At;
        var word = scan.TakeWhile(c => char.IsAsciiLetter(c) || c == '_');
        foreach (var (name, value) in Words.All)
        {
            if (!name.Equals(word, StringComparison.OrdinalIgnoreCase)) continue;
            operand = new WordOperand(value);
            return true;
        }

        scan.At = start;
        return scan.Miss("isVal: (null, not_null, true, false, unknown)");
    }

    private static bool List(Scanner scan, out Operand operand)
    {
        operand = new WordOperand(IsWord.Null);
        if (!Dot(scan)) return false;
        scan.SkipBlanks();
        if (!scan.Eat('(')) return false;
        scan.SkipBlanks();
        var values = new List<string>();
        do values.Add(Element(scan));
        while (scan.Eat(','));
        if (!scan.Eat(')')) return false;
        scan.SkipBlanks();
        operand = new ListOperand(values);
        return true;
    }

    private static bool Dot(Scanner scan) => scan.Eat('.', "delimiter (.)");

    private static string Single(Scanner scan, bool inLogic)
    {
        if (!inLogic) return scan.Rest();
        var start = scan.At;
        if (Names.Quoted(scan, out var quoted) && (scan.AtEnd || scan.Next is ',' or ')')) return quoted;
        scan.At = start;
        if (scan.Next == '{')
        {
            scan.At++;
            var inner = scan.TakeWhile(c => c is not ('{' or '}'));
            if (scan.Eat('}')) return "{" + inner + "}";
            scan.At = start;
        }

        return scan.TakeWhile(c => c is not (',' or ')'));
    }

    private static string Element(Scanner scan)
    {
        var start = scan.At;
        if (Names.Quoted(scan, out var quoted) && (scan.AtEnd || scan.Next is ',' or ')')) return quoted;
        scan.At = start;
        return scan.TakeWhile(c => c is not (',' or ')'));
    }
}
