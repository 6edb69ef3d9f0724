using System.Collections.Frozen;

namespace Peppi.DataApi.Syntax;

/// <summary>Every comparison the filter language knows; nothing else ever becomes an operator in SQL.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Like,
    ILike,
    Match,
    IMatch,
    In,
    Is,
    IsDistinct,
    FullText,
    PlainText,
    PhraseText,
    WebText,
    Contains,
    ContainedIn,
    Overlaps,
    StrictlyLeft,
    StrictlyRight,
    NotExtendsRight,
    NotExtendsLeft,
    Adjacent,
}

/// <summary>How an operator meets several values: <c>eq(any).{1,2}</c>.</summary>
internal enum Quantifier
{
    None,
    Any,
    All,
}

/// <summary>The words after <c>is.</c></summary>
internal enum IsWord
{
    Null,
    NotNull,
    True,
    False,
    Unknown,
}

/// <param name="Operator">The member.</param>
/// <param name="Name">What the query string writes.</param>
/// <param name="Sql">What SQL writes.</param>
/// <param name="Shape">What operand it takes.</param>
/// <param name="Example">A filter that uses it; the tests run every one.</param>
internal sealed record OperatorEntry(FilterOperator Operator, string Name, string Sql, OperandShape Shape, string Example);

/// <summary>What stands after the operator's dot.</summary>
internal enum OperandShape
{
    Value,
    Quantifiable,
    List,
    Word,
    Search,
}

/// <summary>The one table of operators.</summary>
internal static class Operators
{
    public static readonly IReadOnlyList<OperatorEntry> All =
    [
        new(FilterOperator.Equal, "eq", "=", OperandShape.Quantifiable, "id=eq.1"),
        new(FilterOperator.NotEqual, "neq", "<>", OperandShape.Value, "id=neq.1"),
        new(FilterOperator.Greater, "gt", ">", OperandShape.Quantifiable, "id=gt.1"),
        new(FilterOperator.GreaterOrEqual, "gte", ">=", OperandShape.Quantifiable, "id=gte.1"),
        new(FilterOperator.Less, "lt", "<", OperandShape.Quantifiable, "id=lt.1"),
        new(FilterOperator.LessOrEqual, "lte", "<=", OperandShape.Quantifiable, "id=lte.1"),
        new(FilterOperator.Like, "like", "like", OperandShape.Quantifiable, "name=like.A*"),
        new(FilterOperator.ILike, "ilike", "ilike", OperandShape.Quantifiable, "name=ilike.a*"),
        new(FilterOperator.Match, "match", "~", OperandShape.Quantifiable, "name=match.^A"),
        new(FilterOperator.IMatch, "imatch", "~*", OperandShape.Quantifiable, "name=imatch.^a"),
        new(FilterOperator.In, "in", "= any", OperandShape.List, "id=in.(1,2)"),
        new(FilterOperator.Is, "is", "is", OperandShape.Word, "name=is.null"),
        new(FilterOperator.IsDistinct, "isdistinct", "is distinct from", OperandShape.Value, "id=isdistinct.1"),
        new(FilterOperator.FullText, "fts", "to_tsquery", OperandShape.Search, "name=fts.a"),
        new(FilterOperator.PlainText, "plfts", "plainto_tsquery", OperandShape.Search, "name=plfts.a b"),
        new(FilterOperator.PhraseText, "phfts", "phraseto_tsquery", OperandShape.Search, "name=phfts.a b"),
        new(FilterOperator.WebText, "wfts", "websearch_to_tsquery", OperandShape.Search, "name=wfts.a -b"),
        new(FilterOperator.Contains, "cs", "@>", OperandShape.Value, "tags=cs.{a}"),
        new(FilterOperator.ContainedIn, "cd", "<@", OperandShape.Value, "tags=cd.{a}"),
        new(FilterOperator.Overlaps, "ov", "&&", OperandShape.Value, "tags=ov.{a}"),
        new(FilterOperator.StrictlyLeft, "sl", "<<", OperandShape.Value, "span=sl.[1,2]"),
        new(FilterOperator.StrictlyRight, "sr", ">>", OperandShape.Value, "span=sr.[1,2]"),
        new(FilterOperator.NotExtendsRight, "nxr", "&<", OperandShape.Value, "span=nxr.[1,2]"),
        new(FilterOperator.NotExtendsLeft, "nxl", "&>", OperandShape.Value, "span=nxl.[1,2]"),
        new(FilterOperator.Adjacent, "adj", "-|-", OperandShape.Value, "span=adj.[1,2]"),
    ];

    private static readonly FrozenDictionary<string, OperatorEntry> ByName = All.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, OperatorEntry>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static OperatorEntry Of(FilterOperator op) => All[(int)op];

    public static OperatorEntry? Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var entry) ? entry : null;
}
