using System.Text;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Parse;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Sql;

namespace Peppi.DataApi.Tests;

/// <summary>What is remembered between requests holds no value of any, and leads to the very statement that doing it anew leads to.</summary>
public class Requests_of_one_shape_are_prepared_once
{
    [Theory]
    [InlineData("GET /projects?id=eq.1&select=*&limit=2", "id=eq.①&select=*&limit=2", "1")]
    [InlineData("GET /projects?name=not.ilike.A*%20B&id=gt(any).{1}", "name=not.ilike.①&id=gt(any).②", "A* B|{1}")]
    [InlineData("GET /projects?finances.type=eq.a.b&name=fts.x+y", "finances.type=eq.①&name=fts.②", "a.b|x y")]
    [InlineData("GET /projects?id=in.(1,2)&name=is.null&or=(id.eq.1)&order=id&name=fts(french).x", "id=in.(1,2)&name=is.null&or=(id.eq.1)&order=id&name=fts(french).x", "")]
    [InlineData("GET /projects?na%6De=eq.1&not.and=(id.eq.1)&id=eq", "na%6De=eq.1&not.and=(id.eq.1)&id=eq", "")]
    [InlineData("GET /rpc/late?days=3&region=eq.x&limit=1", "days=①&region=eq.②&limit=1", "3|x")]
    [InlineData("GET /rpc/late?days=%65q.3&region=not.x", "days=%65q.3&region=not.x", "")]
    public void Values_that_the_grammar_takes_as_they_are_leave_the_form(string line, string form, string values)
    {
        var shape = RequestShape.Of(Stages.Request(line))!;
        Assert.Equal(form, shape.Form.Query.Replace('\uDC00', '①').Replace('\uDC01', '②'));
        Assert.Equal(values, string.Join('|', shape.Values));
    }

    [Theory]
    [InlineData("GET /projects?id=eq.1", "GET /projects?id=eq.2", true)]
    [InlineData("GET /projects?id=eq.1", "GET /projects?id=neq.1", false)]
    [InlineData("GET /projects?id=eq.1", "HEAD /projects?id=eq.1", false)]
    [InlineData("GET /projects?id=eq.1", "GET /finances?id=eq.1", false)]
    [InlineData("GET /projects?limit=1", "GET /projects?limit=2", false)]
    public void Requests_that_differ_in_a_value_only_have_one_key(string one, string other, bool same) =>
        Assert.Equal(same, RequestShape.Of(Stages.Request(one))!.Key == RequestShape.Of(Stages.Request(other))!.Key);

    [Theory]
    [InlineData("Prefer", "count=exact")]
    [InlineData("Accept", "text/csv")]
    [InlineData("Range", "0-1")]
    [InlineData("Content-Type", "text/csv")]
    [InlineData("Accept-Profile", "other")]
    [InlineData("Content-Profile", "other")]
    public void A_header_that_decides_is_in_the_key(string name, string value)
    {
        string KeyWith(params (string, string)[] headers) => RequestShape.Of(Stages.Request("GET /projects", headers))!.Key;
        Assert.NotEqual(KeyWith(), KeyWith((name, value)));
        Assert.Equal(KeyWith((name, value)), KeyWith((name.ToUpperInvariant(), value), ("X-Other", "a")));
    }

    [Theory]
    [InlineData("GET /projects?id=eq.{0}&name=like.{0}*&select=id,finances(id)&finances.type=eq.{0}")]
    [InlineData("GET /projects?name=fts.{0}&tags=cs.{0}&id=gt(any).{0}")]
    [InlineData("GET /rpc/late?days={0}&region={0}")]
    [InlineData("GET /rpc/sum_of?numbers={0}&numbers=2")]
    [InlineData("POST /projects {\"name\":\"{0}\"}")]
    [InlineData("PATCH /projects?id=eq.{0} {\"name\":\"{0}\"}")]
    [InlineData("PUT /projects?id=eq.{0} {\"id\":\"{0}\"}")]
    [InlineData("DELETE /projects?name=imatch.{0}")]
    public void A_second_request_finds_what_the_first_prepared_and_none_of_its_values(string template)
    {
        var preparations = new Preparations(Stages.Settings);
        string? text = null;
        foreach (var value in (string[])["7", "A*\\\"b{'é", "1%25"])
        {
            var request = Stages.Request(template.Replace("{0}", template.Contains('{', StringComparison.Ordinal) && value.Contains('"', StringComparison.Ordinal) && template.Contains(" {", StringComparison.Ordinal) ? "x" : value, StringComparison.Ordinal));
            var (plan, statement) = Remembered(preparations, request);
            var anew = Anew(request);
            Assert.Equal(anew.Plan is null, plan is null);
            Assert.Equal(anew.Statement.Text, statement.Text);
            Assert.Equal(Written(anew.Statement), Written(statement));
            text ??= statement.Text;
            Assert.Same(text, statement.Text);
        }
    }

    [Fact]
    public void A_refusal_says_what_this_request_said()
    {
        var preparations = new Preparations(Stages.Settings);
        foreach (var odd in (string[])["3", "4"])
        {
            Assert.NotNull(preparations.Read(Stages.Request($"GET /projects?id=eq.{odd}&name=zz.{odd}"), SampleCatalog.Instance).Refused(out _) is { } refused && refused.Message.Contains("zz." + odd, StringComparison.Ordinal) ? refused : null);
        }
    }

    [Fact]
    public void A_new_catalog_knows_nothing_of_what_the_old_one_led_to()
    {
        var preparations = new Preparations(Stages.Settings);
        var request = Stages.Request("GET /projects?id=eq.1");
        Assert.Null(preparations.Read(request, SampleCatalog.Instance).Refused(out var first));
        var reloaded = DatabaseCatalog.Build(SampleCatalog.Instance.Facts, ["public"], []);
        Assert.Null(preparations.Read(request, reloaded).Refused(out var second));
        Assert.NotSame(first.Known, second.Known);
    }

    [Fact]
    public void More_shapes_than_there_is_room_for_push_out_those_that_nobody_asks_for()
    {
        var preparations = new Preparations(Stages.Settings, room: 20);
        var favourite = Stages.Request("GET /projects?id=eq.1");
        Assert.Null(preparations.Read(favourite, SampleCatalog.Instance).Refused(out var first));
        for (var i = 0; i < 200; i++)
        {
            Assert.Null(preparations.Read(Stages.Request($"GET /projects?limit={i}"), SampleCatalog.Instance).Refused(out _));
            Assert.Null(preparations.Read(favourite, SampleCatalog.Instance).Refused(out var again));
            Assert.Same(first.Known, again.Known);
        }
    }

    private static (RequestPlan Plan, SqlStatement Statement) Remembered(Preparations preparations, DataApiRequest request)
    {
        Assert.Null(preparations.Read(request, SampleCatalog.Instance).Refused(out var read));
        Assert.Null(preparations.Prepare(read, request, SampleCatalog.Instance, null).Refused(out var prepared));
        return (prepared.Plan, prepared.Main!.Bind(new RequestValues(read.Slots, read.Tree.Payload?.Bytes ?? default)));
    }

    private static (RequestPlan Plan, SqlStatement Statement) Anew(DataApiRequest request)
    {
        Assert.Null(RequestParser.Parse(request, Stages.Settings).Refused(out var tree));
        Assert.Null(new Planner(SampleCatalog.Instance, Stages.Settings).Plan(tree).Refused(out var plan));
        return (plan, StatementBuilder.Build((RowsPlan)plan, Stages.Settings.MaxRows).Bind(new RequestValues([], tree.Payload?.Bytes ?? default)));
    }

    internal static IEnumerable<string> Written(SqlStatement statement) => statement.Values.Select(v => v switch
    {
        JsonValue json => "json " + Encoding.UTF8.GetString(json.Utf8.Span),
        BytesValue bytes => "bytes " + Convert.ToHexString(bytes.Bytes.Span),
        _ => v.ToString(),
    });
}
