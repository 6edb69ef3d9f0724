using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Peppi.DataApi.Tests;

/// <summary>Requests made of the language's own pieces in any order, and of pieces that are none: each is answered, none becomes SQL.</summary>
public class Whatever_comes_in_nothing_breaks
{
    private const string Poison = "zq'\"\\;--/*";

    private static readonly string[] Pieces =
    [
        "id", "name", "projects", "finances", "people", "data", "label", "count", "*", "select", "order", "limit", "offset", "and", "or", "not", "columns", "on_conflict",
        "eq", "in", "is", "like", "fts", "null", "sum()", "count()", "asc", "desc", "nullslast", "inner", "left", "::", "int4", "->", "->>", "...", "(", ")", ",", ".", ":", "!", "=",
        "&", "\"", "\\", "{", "}", "-", "1", "99999999999999999999", " ", "%", "%2", "+", ";", "\u0000", "\ud83d\ude00", "\ud83d", "é", "(any)", "rpc", Poison,
    ];

    private static readonly Gen<string> Text = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    private static readonly Gen<string> Query = Text.Zip(Text).Select(p => p.Item1 + "=" + p.Item2).ArrayOf().Select(p => string.Join('&', p));

    private static readonly Gen<DataApiRequest> Requests =
        from method in Gen.Elements("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS", "BREW")
        from path in Gen.Elements("/projects", "/finances", "/people", "/rpc/late", "/rpc/add", "/rpc/take", "/", "/nothing", "//", "/%00", "/rpc/" + Poison)
        from query in Query
        from chosen in Text
        from body in Gen.OneOf(Text, Gen.Elements("", "{}", "[]", "[{}]", "null", "{\"id\":1}", "[{\"id\":1},{\"name\":2}]", new string('[', 2000)))
        from prefer in Text
        from range in Gen.OneOf(Text, Gen.Elements("0-1", "5-2", "1-", "999999999999999999999-"))
        from accept in Gen.OneOf(Text, Gen.Elements("*/*", "text/csv", "application/vnd.pgrst.object+json", "application/vnd.pgrst.plan;for=\"x", ";;;,,,q="))
        from type in Gen.OneOf(Text, Gen.Elements("application/json", "text/csv", "application/x-www-form-urlencoded", "text/plain"))
        select new DataApiRequest
        {
            Method = method,
            Path = path,
            Query = query + "&select=" + chosen,
            Body = Encoding.UTF8.GetBytes(body),
            Role = "anon",
            Headers = [new("Prefer", prefer), new("Range", range), new("Accept", accept), new("Content-Type", type)],
        };

    private static readonly Gen<string> Filters =
        from name in Gen.Elements("id", "name", "data->a", "finances.type", "region", "days", "numbers", "select", "or", "limit", "order")
        from op in Gen.Elements("eq.", "not.eq.", "like.", "gt(any).", "in.(", "is.", "fts.", "fts(french).", "cs.", "", "id,", "(id.eq.", "not.")
        from value in Text
        select name + "=" + op + value;

    private static readonly Gen<DataApiRequest> Likely =
        from line in Gen.Elements("GET /projects", "HEAD /projects", "GET /rpc/late", "GET /rpc/sum_of", "DELETE /projects", "PATCH /projects", "POST /projects", "PUT /projects")
        from filters in Filters.ArrayOf()
        from body in Gen.Elements("{\"id\":1}", "[{\"id\":1}]", "[]", "{}", "{\"name\":\"x\",\"id\":2}", "x")
        from prefer in Gen.Elements("count=exact", "count=planned", "return=representation", "resolution=merge-duplicates", "missing=default", "")
        select Stages.Request(line, ("Prefer", prefer)) with { Query = string.Join('&', filters), Body = Encoding.UTF8.GetBytes(body) };

    [Fact]
    public void Every_request_is_planned_or_refused_and_its_words_stay_out_of_sql() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000), Prop.ForAll(Requests.ToArbitrary(), request =>
        {
            if (Peppi.DataApi.Parse.RequestParser.Parse(request, Stages.Settings).Refused(out var tree) is { } badText) return IsClient(badText.Status);
            if (new Peppi.DataApi.Plan.Planner(SampleCatalog.Instance, Stages.Settings).Plan(tree).Refused(out var plan) is { } badName) return IsClient(badName.Status);
            if (plan is not Peppi.DataApi.Plan.RowsPlan rows) return true;
            var statement = Peppi.DataApi.Sql.StatementBuilder.Build(rows, null);
            return !statement.Text.Contains("zq'", StringComparison.Ordinal) && !statement.Text.Contains(';', StringComparison.Ordinal) && plan.ToString().Length > 0;
        }));

    [Fact]
    public void What_is_remembered_of_a_shape_leads_to_the_statement_that_doing_it_anew_leads_to()
    {
        var preparations = new Preparations(Stages.Settings);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Likely.ToArbitrary(), request =>
        {
            if (preparations.Read(request, SampleCatalog.Instance).Refused(out var read) is { } badText)
                return Peppi.DataApi.Parse.RequestParser.Parse(request, Stages.Settings).Refused(out _)?.Message == badText.Message;
            var refused = preparations.Prepare(read, request, SampleCatalog.Instance, null).Refused(out var prepared);
            Assert.Null(Peppi.DataApi.Parse.RequestParser.Parse(request, Stages.Settings).Refused(out var tree));
            if (new Peppi.DataApi.Plan.Planner(SampleCatalog.Instance, Stages.Settings).Plan(tree).Refused(out var plan) is { } badName) return refused?.Message == badName.Message;
            if (plan is not Peppi.DataApi.Plan.RowsPlan rows) return prepared.Plan.ToString() == plan.ToString();
            var body = tree.Payload?.Bytes ?? default;
            var remembered = prepared.Main!.Bind(new(read.Slots, read.Tree.Payload?.Bytes ?? default));
            var anew = Peppi.DataApi.Sql.StatementBuilder.Build(rows, null).Bind(new([], body));
            return remembered.Text == anew.Text && Requests_of_one_shape_are_prepared_once.Written(remembered).SequenceEqual(Requests_of_one_shape_are_prepared_once.Written(anew));
        }));
    }

    private static bool IsClient(int status) => status is 300 or (>= 400 and < 500);
}
