using System.Text;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Tests.Parse;

public class Requests_are_read_whole
{
    [Theory]
    [InlineData("GET /projects", "Read")]
    [InlineData("POST /projects {}", "Insert")]
    [InlineData("PATCH /projects {}", "Update")]
    [InlineData("PUT /projects?id=eq.1 {}", "Upsert")]
    [InlineData("DELETE /projects", "Delete")]
    [InlineData("GET /rpc/late?days=3", "Call")]
    [InlineData("OPTIONS /projects", "Describe")]
    [InlineData("GET /", "Inspect")]
    public void Method_and_path_say_what_is_wanted(string line, string verb) =>
        Assert.Equal(verb, Stages.Value(Stages.Parse(line)).Verb.ToString());

    [Theory]
    [InlineData("GET /a/b/c", 404, "PGRST125")]
    [InlineData("TRACE /projects", 405, "PGRST117")]
    [InlineData("DELETE /rpc/late", 405, "PGRST101")]
    [InlineData("POST /projects", 400, "PGRST102")]
    [InlineData("POST /projects {\"a\":1", 400, "PGRST102")]
    [InlineData("POST /projects [{\"a\":1},{\"b\":1}]", 400, "PGRST102")]
    [InlineData("POST /projects [1]", 400, "PGRST102")]
    [InlineData("GET /projects?limit=-1", 416, "PGRST103")]
    [InlineData("PUT /projects?limit=1 {}", 400, "PGRST114")]
    [InlineData("GET /projects?id=1", 400, "PGRST100")]
    [InlineData("POST /articles?columns= {}", 400, "PGRST100")]
    public void What_the_text_alone_shows_is_refused(string line, int status, string code)
    {
        var error = Stages.Refusal(Stages.Parse(line));
        Assert.Equal((status, code), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("GET /projects?select=a(b(c(d)))", "fewer levels of embedding")]
    [InlineData("GET /projects?or=(and(or(and(id.eq.1))))", "fewer levels of logic")]
    [InlineData("GET /projects?a=eq.1&b=eq.1&c=eq.1&d=eq.1", "At most 3 are allowed.")]
    [InlineData("GET /projects?name=eq.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "At most 40 are allowed.")]
    public void What_is_larger_than_the_settings_allow_is_refused(string line, string words)
    {
        var settings = Stages.Settings with { Limits = new RequestLimits { EmbeddingDepth = 2, LogicDepth = 2, Parameters = 3, QueryLength = 40 } };
        var error = Stages.Refusal(Peppi.DataApi.Parse.RequestParser.Parse(Stages.Request(line), settings));
        Assert.Equal((400, "PGRST100"), (error.Status, error.Code));
        Assert.Contains(words, error.Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit=5&offset=10", null, "10+5")]
    [InlineData("", "0-9", "0+10")]
    [InlineData("limit=5", "2-", "2+3")]
    [InlineData("offset=5", "0-9", "5+5")]
    [InlineData("limit=0", "0-9", "0+0")]
    [InlineData("", "nonsense", "0+all")]
    public void Limit_offset_and_Range_meet_in_one_window(string query, string? range, string window)
    {
        (string, string)[] headers = range is null ? [] : [("Range", range)];
        Assert.Equal(window, Stages.Value(Stages.Parse("GET /projects?" + query, headers)).Range.ToString());
    }

    [Fact]
    public void A_plus_is_a_blank_in_a_query_string_and_percent_escapes_are_utf8()
    {
        var tree = Stages.Value(Stages.Parse("GET /projects?name=eq.Yaound%C3%A9+Nord%2B"));
        Assert.Equal("name.eq.Yaoundé Nord+", tree.Query.Filters.Single().Value.ToString());
    }

    [Fact]
    public void Filters_find_their_level_by_their_path()
    {
        var tree = Stages.Value(Stages.Parse("GET /projects?finances.type=eq.x&finances.or=(id.eq.1,id.eq.2)&finances.limit=3&finances.order=id"));
        Assert.Equal(["finances"], tree.Query.Filters.Single().Path);
        Assert.Equal(["finances"], tree.Query.Logic.Single().Path);
        Assert.Equal(["finances"], tree.Query.Ranges.Single().Path);
        Assert.Equal(["finances"], tree.Query.Orders.Single().Path);
    }

    [Fact]
    public void Preferences_are_read_from_every_header_and_the_first_wins()
    {
        var asked = Stages.Value(Stages.Parse("GET /projects", ("Prefer", "count=exact, handling=strict"), ("prefer", "count=planned,max-affected=3,odd"))).Preferences;
        Assert.Equal((CountKind.Exact, true, 3L), (asked.Count, asked.Strict, asked.MaxAffected));
        Assert.Equal(["odd"], asked.Unknown);
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/html, application/json;q=0.9", "text/html|application/json")]
    [InlineData("application/json;q=0.1, text/csv", "text/csv|application/json")]
    [InlineData("ApplicatIon/vnd.PgRsT.object+json", "application/vnd.pgrst.object+json")]
    [InlineData("application/vnd.pgrst.array+json;nulls=stripped", "application/vnd.pgrst.array+json;nulls=stripped")]
    [InlineData("application/vnd.pgrst.plan+json; for=\"text/csv\"; options=verbose|analyze", "application/vnd.pgrst.plan+json; for=\"text/csv\"; options=analyze|verbose")]
    public void Accept_is_read_best_first(string header, string types) =>
        Assert.Equal(types, string.Join('|', Stages.Value(Stages.Parse("GET /projects", ("Accept", header))).Accept));

    [Theory]
    [InlineData("a,b\n1,\"x,\"\"y\"\r\n2,NULL\n", """[{"a":"1","b":"x,\"y"},{"a":"2","b":null}]""")]
    [InlineData("a\n", "[]")]
    public void Csv_becomes_json(string csv, string json)
    {
        var request = Stages.Request("POST /projects", ("Content-Type", "text/csv")) with { Body = Encoding.UTF8.GetBytes(csv) };
        var tree = Stages.Value(Peppi.DataApi.Parse.RequestParser.Parse(request, Stages.Settings));
        Assert.Equal(json, Encoding.UTF8.GetString(tree.Payload!.Bytes.Span));
    }

    [Fact]
    public void A_form_becomes_one_object()
    {
        var tree = Stages.Value(Stages.Parse("POST /projects name=A+B&region=C%26D", ("Content-Type", "application/x-www-form-urlencoded")));
        Assert.Equal("""{"name":"A B","region":"C&D"}""", Encoding.UTF8.GetString(tree.Payload!.Bytes.Span));
    }
}
