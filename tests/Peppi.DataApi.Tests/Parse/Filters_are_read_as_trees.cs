using Peppi.DataApi.Parse;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Tests.Parse;

public class Filters_are_read_as_trees
{
    [Theory]
    [InlineData("eq.1", "eq.1")]
    [InlineData("not.eq.1", "not.eq.1")]
    [InlineData("eq.", "eq.")]
    [InlineData("eq.a.b,c)d", "eq.a.b,c)d")]
    [InlineData("like(any).{a*,b*}", "like(any).{a*,b*}")]
    [InlineData("gt(all).{1,2}", "gt(all).{1,2}")]
    [InlineData("in.(1,2,3)", "in.(1,2,3)")]
    [InlineData("in.(\"a,b\",\"c\\\"d\",e f)", "in.(a,b,c\"d,e f)")]
    [InlineData("in.()", "in.()")]
    [InlineData("is.null", "is.null")]
    [InlineData("is.NOT_NULL", "is.not_null")]
    [InlineData("not.is.unknown", "not.is.unknown")]
    [InlineData("fts(french).chat", "fts(french).chat")]
    [InlineData("wfts.the -cat", "wfts.the -cat")]
    [InlineData("isdistinct.7", "isdistinct.7")]
    [InlineData("cs.{1,2}", "cs.{1,2}")]
    public void A_filter_prints_as_it_was_meant(string text, string tree)
    {
        var (negated, operand) = Stages.Value(FilterParser.Parse(text));
        Assert.Equal(tree, (negated ? "not." : "") + operand);
    }

    [Theory]
    [InlineData("noop.0", "unexpected \"n\" expecting \"not\" or operator (eq, gt, ...)")]
    [InlineData("eq1", "unexpected \"1\" expecting \"(any)\", \"(all)\" or delimiter (.)")]
    [InlineData("neq(any).{1}", "unexpected \"(\" expecting delimiter (.)")]
    [InlineData("is.maybe", "unexpected \"m\" expecting isVal: (null, not_null, true, false, unknown)")]
    [InlineData("in.1", "unexpected \"1\" expecting \"(\"")]
    [InlineData("in.(1", "unexpected end of input expecting \",\" or \")\"")]
    public void What_is_no_filter_says_what_was_expected(string text, string details) =>
        Assert.Equal(details, Stages.Refusal(FilterParser.Parse(text)).Details);

    [Theory]
    [InlineData("(id.eq.1,name.eq.a)", "or(id.eq.1,name.eq.a)")]
    [InlineData("( id.gt.1 , and(name.like.a*,not.or(x.is.null,y.in.(1,2))) )", "or(id.gt.1 ,and(name.like.a*,not.or(x.is.null,y.in.(1,2))))")]
    [InlineData("(name.eq.\"a,b)\",tags.cs.{a,b})", "or(name.eq.a,b),tags.cs.{a,b})")]
    [InlineData("(data->>a.not.eq.1)", "or(data->>a.not.eq.1)")]
    public void Logic_prints_as_it_was_meant(string text, string tree) =>
        Assert.Equal(tree, Stages.Value(FilterParser.ParseLogic(text, isOr: true, negated: false)).ToString());

    [Theory]
    [InlineData("()")]
    [InlineData("(id.eq.1")]
    [InlineData("(id.eq.1))")]
    [InlineData("id.eq.1")]
    [InlineData("(nor(id.eq.1))")]
    public void Broken_logic_is_refused(string text) =>
        Assert.Equal("PGRST100", Stages.Refusal(FilterParser.ParseLogic(text, isOr: false, negated: false)).Code);

    [Fact]
    public void Every_operator_has_one_entry_and_an_example_that_reads_back()
    {
        Assert.Equal(Enum.GetValues<FilterOperator>(), Operators.All.Select(e => e.Operator));
        foreach (var entry in Operators.All)
        {
            var filter = entry.Example[(entry.Example.IndexOf('=', StringComparison.Ordinal) + 1)..];
            Assert.Equal(entry.Operator, Stages.Value(FilterParser.Parse(filter)).Operand.Operator);
        }
    }

    [Fact]
    public void Logic_without_end_is_refused() =>
        Assert.Equal("PGRST100", Stages.Refusal(FilterParser.ParseLogic(string.Concat(Enumerable.Repeat("(and", 20_000)), true, false)).Code);

    [Theory]
    [InlineData("name", "name")]
    [InlineData("name.desc.nullslast,id", "name.desc.nullslast,id")]
    [InlineData("projects(name).asc", "projects(name).asc")]
    [InlineData("data->>a.desc", "data->>a.desc")]
    public void An_order_prints_as_it_was_meant(string text, string tree) =>
        Assert.Equal(tree, string.Join(',', Stages.Value(OrderParser.Parse(text))));

    [Theory]
    [InlineData("id.asc.nullslasttt", "unexpected 't' expecting \",\" or end of input")]
    [InlineData("", "unexpected end of input expecting field name (* or [a..z0..9_$])")]
    public void A_broken_order_says_what_was_expected(string text, string details) =>
        Assert.Equal(details, Stages.Refusal(OrderParser.Parse(text)).Details);
}
