using System.Text;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Sql;

namespace Peppi.DataApi.Tests.Sql;

public class No_word_of_the_caller_becomes_sql
{
    public static TheoryData<string> Hostile =>
    [
        "'; drop table projects; --", "\"; drop table projects; --", "\\'; select 1; --", "$1", "%_%", "a\0b", "x)) or ((1=1", "/* */", "U&\"\\0041\"", "é漢😀",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_value_is_only_ever_a_parameter(string hostile)
    {
        var statement = Stages.Sql("GET /projects?name=eq." + Uri.EscapeDataString(hostile));
        Assert.EndsWith("where t0.\"name\" = $1) _row", statement.Text, StringComparison.Ordinal);
        Assert.Equal([new UntypedValue(hostile)], statement.Values);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_list_a_json_key_and_a_search_are_parameters_too(string hostile)
    {
        var quoted = "\"" + hostile.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        var statement = Stages.Sql($"GET /projects?id=in.({Uri.EscapeDataString(quoted)})&{Uri.EscapeDataString("data->" + quoted)}=eq.1&name=fts.{Uri.EscapeDataString(hostile)}");
        Assert.Equal(4, statement.Values.Count);
        Assert.DoesNotContain(hostile, statement.Text.Replace("$1", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_name_that_the_catalog_does_not_know_never_reaches_sql(string hostile)
    {
        var name = Uri.EscapeDataString("\"" + hostile.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
        foreach (var line in (string[])[$"GET /projects?select={name}", $"GET /projects?{name}=eq.1", $"GET /projects?order={name}", $"GET /projects?select={name}(id)"])
            Assert.Contains(Stages.Refusal(Stages.Plan(line)).Code, (string[])["42703", "PGRST200"]);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_label_is_spelled_in_letters_digits_and_hexadecimal(string hostile)
    {
        var label = Identifier.Label(hostile).Sql;
        Assert.Matches("^(U&)?\"[A-Za-z0-9_\\\\+]*\"$", label);
    }

    [Fact]
    public void Names_of_the_database_are_quoted()
    {
        var statement = Stages.Sql("GET /odd%20%22name%22?select=" + Uri.EscapeDataString("\"a\\\"b\""));
        Assert.Contains("select t0.\"a\"\"b\" from \"public\".\"odd \"\"name\"\"\" t0", statement.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_body_travels_as_it_came()
    {
        const string Body = """{"name":"'; drop table projects; --"}""";
        var statement = Stages.Sql("POST /projects " + Body);
        Assert.DoesNotContain("drop", statement.Text, StringComparison.Ordinal);
        Assert.Equal(Body, Encoding.UTF8.GetString(Assert.IsType<JsonValue>(statement.Values.Single()).Utf8.Span));
    }

    [Fact]
    public void The_preamble_tells_the_database_who_asks_and_what()
    {
        var request = Stages.Request("GET /projects?id=eq.1", ("X-Test", "a\"b"), ("Cookie", "k=v; x=y")) with { Claims = """{"sub":"1"}""", HostSettings = [new("request.id", "r1")] };
        var statement = Preamble.Build(request, Stages.Settings, "public", "Africa/Douala", plan: null, [new RoleSettingFact("authenticated", "work_mem", "8MB")], readOnly: true);
        Assert.Equal(
            ["\"public\"", "authenticated", """{"sub":"1"}""", "GET", "/projects", """{"x-test":"a\"b"}""", """{"k":"v","x":"y"}""", "timezone", "Africa/Douala", "request.id", "r1", "work_mem", "8MB"],
            statement.Values.Select(v => v is Utf8Value utf8 ? Encoding.UTF8.GetString(utf8.Utf8.Span) : ((TextValue)v).Text).Select(v => v == "\"public\", \"public\"" ? "\"public\"" : v));
        Assert.Contains("set_config('transaction_read_only', 'on', true)", statement.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_narrows_a_read_to_what_a_function_answers()
    {
        var tree = Stages.Value(Stages.Parse("GET /finances"));
        var scope = new RowScope("project_id", "app", "own_projects", ["finance", "select"], Many: true);
        var plan = Stages.Value(new Planner(SampleCatalog.Instance, Stages.Settings).Plan(tree, table => table == "finances" ? scope : null));
        var statement = StatementBuilder.Build((RowsPlan)plan, null);
        Assert.Contains("where t0.\"project_id\" = any(array(select unnest(\"app\".\"own_projects\"($1, $2))))", statement.Text, StringComparison.Ordinal);
        Assert.Equal(["finance", "select", "finance", "select"], statement.Values.Cast<UntypedValue>().Select(value => value.Text));
    }
}
