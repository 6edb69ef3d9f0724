using Peppi.DataApi.Sql;

namespace Peppi.DataApi.Tests.Sql;

/// <summary>Plans as SQL. What frames the rows is the same everywhere and stands here as <c>…</c>.</summary>
public class Every_plan_is_one_statement
{
    private const string Frame = "select count(*), nullif(current_setting('response.headers', true), ''), nullif(current_setting('response.status', true), ''), coalesce(json_agg(_row), '[]')::text from (";

    [Theory]
    [InlineData("GET /projects", "select t0.* from \"public\".\"projects\" t0")]
    [InlineData("GET /projects?select=id,short:name,data->a->>1", "select t0.\"id\", t0.\"name\" as \"short\", t0.\"data\"->$1->>$2::int as \"a\" from \"public\".\"projects\" t0")]
    [InlineData("GET /projects?id=eq.1&name=not.ilike.a*&tags=cs.{x}&limit=5&offset=2",
        "select t0.* from \"public\".\"projects\" t0 where t0.\"id\" = $1 and not (t0.\"name\" ilike $2) and t0.\"tags\" @> $3 limit $4 offset $5")]
    [InlineData("GET /projects?id=in.(1,2)&region=is.null&name=like(any).{a*,b*}",
        "select t0.* from \"public\".\"projects\" t0 where t0.\"id\" = any ($1) and t0.\"region\" is null and t0.\"name\" like any($2)")]
    [InlineData("GET /projects?name=fts(french).chat", "select t0.* from \"public\".\"projects\" t0 where to_tsvector($1::regconfig, t0.\"name\") @@ to_tsquery($2::regconfig, $3)")]
    [InlineData("GET /projects?or=(id.eq.1,not.and(id.gt.3,region.isdistinct.x))",
        "select t0.* from \"public\".\"projects\" t0 where (t0.\"id\" = $1 or not (t0.\"id\" > $2 and t0.\"region\" is distinct from $3))")]
    [InlineData("GET /projects?select=label&order=label.desc.nullslast", "select \"public\".\"label\"(t0) as \"label\" from \"public\".\"projects\" t0 order by \"public\".\"label\"(t0) desc nulls last")]
    [InlineData("GET /finances?select=id,projects(name)",
        "select t0.\"id\", row_to_json(e1.*) as \"projects\" from \"public\".\"finances\" t0 left join lateral (select t1.\"name\" from \"public\".\"projects\" t1 where t1.\"id\" = t0.\"project_id\") e1 on true")]
    [InlineData("GET /projects?select=id,finances!inner(id)",
        "select t0.\"id\", coalesce(e1.\"?json\", '[]') as \"finances\" from \"public\".\"projects\" t0 join lateral (select json_agg(_item) as \"?json\" from (select t1.\"id\" from \"public\".\"finances\" t1 where t1.\"project_id\" = t0.\"id\") _item) e1 on e1.\"?json\" is not null")]
    [InlineData("GET /finances?select=type,amount.sum()", "select t0.\"type\", sum(t0.\"amount\") as \"sum\" from \"public\".\"finances\" t0 group by 1")]
    public void Rows_are_one_select(string line, string sql) => Assert.Equal($"{Frame}{sql}) _row", Stages.Sql(line).Text);

    [Fact]
    public void An_insert_hands_its_rows_on() => Assert.Equal(
        "with _source as (insert into \"public\".\"finances\" as _target (\"type\", \"amount\") select _body.\"type\", _body.\"amount\" from (select \"type\", \"amount\" from json_to_record($1::json) as _ (\"type\" text, \"amount\" numeric(18,2))) _body returning _target.*) "
        + Frame.Replace("coalesce", "null, count(*), coalesce", StringComparison.Ordinal) + "select t0.* from _source t0) _row",
        Stages.Sql("POST /finances {\"type\":\"x\",\"amount\":1}", ("Prefer", "return=representation")).Text);

    [Fact]
    public void An_update_touches_what_its_filters_say() => Assert.Equal(
        "with _source as (update \"public\".\"projects\" as _target set \"name\" = _body.\"name\" from (select \"name\" from json_to_record($1::json) as _ (\"name\" text)) _body where _target.\"id\" = $2 returning 1 as \"?rows\") ",
        Stages.Sql("PATCH /projects?id=eq.1 {\"name\":\"x\"}").Text.Split("select count(*)")[0]);

    [Fact]
    public void A_call_names_its_arguments() => Assert.StartsWith(
        "with _source as (select _call.* from \"public\".\"late\"(\"days\" := $1::integer, \"region\" := $2::text) _call) ",
        Stages.Sql("GET /rpc/late?days=3&region=x").Text, StringComparison.Ordinal);

    [Fact]
    public void Variadic_arguments_travel_as_one_array()
    {
        var statement = Stages.Sql("GET /rpc/sum_of?numbers=1&numbers=2");
        Assert.Contains("\"sum_of\"(variadic \"numbers\" := $1::integer[])", statement.Text, StringComparison.Ordinal);
        Assert.Equal([new UntypedValue("{\"1\",\"2\"}")], statement.Values);
    }

    [Fact]
    public void An_exact_count_of_a_page_is_asked_beside_it() => Assert.StartsWith(
        "select count(*), nullif(current_setting('response.headers', true), ''), nullif(current_setting('response.status', true), ''), (select count(*) from (select 1 from \"public\".\"projects\" t0 where t0.\"id\" > $1) _all), ",
        Stages.Sql("GET /projects?id=gt.1&limit=2", ("Prefer", "count=exact")).Text, StringComparison.Ordinal);
}
