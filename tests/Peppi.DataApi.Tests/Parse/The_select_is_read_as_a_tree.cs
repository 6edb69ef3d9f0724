using Peppi.DataApi.Parse;

namespace Peppi.DataApi.Tests.Parse;

public class The_select_is_read_as_a_tree
{
    [Theory]
    [InlineData("*", "*")]
    [InlineData("id,name", "id,name")]
    [InlineData(" id , name ", "id,name")]
    [InlineData("short:name", "short:name")]
    [InlineData("name::text", "name::text")]
    [InlineData("short:name::double precision", "short:name::double precision")]
    [InlineData("data->a->>b", "data->a->>b")]
    [InlineData("data->0->>-1", "data->0->>-1")]
    [InlineData("data->>12ab", "data->>12ab")]
    [InlineData("x:data->\"with,comma\"", "x:data->with,comma")]
    [InlineData("first-name,last-name", "first-name,last-name")]
    [InlineData("\"odd,name\"", "odd,name")]
    [InlineData("count()", "*.count()")]
    [InlineData("total:amount.sum()", "total:amount.sum()")]
    [InlineData("amount::int4.sum()::text", "amount::int4.sum()::text")]
    [InlineData("id,projects(name,people(*))", "id,projects(name,people(*))")]
    [InlineData("site:projects!finances_project_id_fkey!inner(name)", "site:projects!finances_project_id_fkey!inner(name)")]
    [InlineData("projects!inner!finances_project_id_fkey()", "projects!finances_project_id_fkey!inner()")]
    [InlineData("...projects!left(name)", "...projects!left(name)")]
    [InlineData("", "")]
    public void A_selection_prints_as_it_was_meant(string text, string tree) =>
        Assert.Equal(tree, string.Join(',', Stages.Value(SelectParser.Parse(text))));

    [Theory]
    [InlineData("id,", "unexpected end of input")]
    [InlineData("data->>--34", "unexpected \"-\" expecting digit")]
    [InlineData("projects(name", "unexpected end of input")]
    [InlineData("id!inner", "unexpected end of input expecting \"!\" or \"(\"")]
    [InlineData("a:b:c", "unexpected ':'")]
    [InlineData("amount.median()", "unexpected \"m\"")]
    [InlineData("name::", "unexpected end of input")]
    public void What_cannot_be_read_says_where_and_what_was_expected(string text, string details)
    {
        var error = Stages.Refusal(SelectParser.Parse(text));
        Assert.Equal((400, "PGRST100"), (error.Status, error.Code));
        Assert.StartsWith(details, error.Details, StringComparison.Ordinal);
        Assert.Contains($"({text})\" (line 1, column ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedding_without_end_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("projects(", 5000));
        Assert.Contains("levels of embedding", Stages.Refusal(SelectParser.Parse(deep)).Details, StringComparison.Ordinal);
    }
}
