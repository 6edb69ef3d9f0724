using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Accounts;

namespace Peppi.WebApi.Tests.Money;

public sealed class Figures_explain_themselves(DemoApi api) : IClassFixture<DemoApi>
{
    [Fact]
    public async Task By_GET_and_POST_with_formula_inputs_day_and_the_rows_behind()
    {
        using var finance = await api.AsAsync(RoleNames.Finance);

        var told = await FigureAsync(finance, "kpi_actual?project_id=1");
        var posted = await PeppiApi.JsonAsync(await finance.PostAsJsonAsync("/rest/v1/rpc/kpi_actual", new { project_id = 1 }));

        Assert.Equal(told.ToJsonString(), posted.ToJsonString());
        Assert.Equal("XAF", told["currency"]!.GetValue<string>());
        Assert.Equal("currency", told["unit"]!.GetValue<string>());
        Assert.Null(told["reason"]);
        Assert.NotEqual("", told["formula"]!.GetValue<string>());
        var rows = told["rows"]!["finances"]!;
        var ids = rows["ids"]!.AsArray().Select(id => id!.GetValue<int>()).ToArray();
        Assert.Equal(rows["count"]!.GetValue<int>(), ids.Length);
        Assert.True(ids.Length > 30);

        // The value is what the rows it names make, told in the project's currency.
        var sum = await api.Database.ScalarAsync<decimal>("""
            with f as (select * from finances where id = any($1))
            select sum(case when type = 'expense' then amount else greatest(0, amount - coalesce((select sum(e.amount) from f e where e.invoice_id = f.id and e.currency = f.currency), 0)) end
              * app.rate_on(currency, 'XAF', current_date)) from f
            """, ids);
        Assert.Equal(sum, told["value"]!.GetValue<decimal>(), 6);
    }

    [Fact]
    public async Task What_finance_and_a_manager_see_differs_by_the_rows_that_each_may_see()
    {
        using var finance = await api.AsAsync(RoleNames.Finance);
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        foreach (var name in new[] { "budget", "actual", "committed", "available", "ev", "overdue_payable", "value_at_risk" })
        {
            var all = await FigureAsync(finance, "kpi_" + name);
            var own = await FigureAsync(manager, "kpi_" + name);
            var parts = 0m;
            foreach (var project in new[] { 1, 6, 7 }) parts += (await FigureAsync(finance, $"kpi_{name}?project_id={project}"))["value"]!.GetValue<decimal>();
            Assert.Equal(parts, own["value"]!.GetValue<decimal>(), 4);
            Assert.NotEqual(all["value"]!.GetValue<decimal>(), own["value"]!.GetValue<decimal>());
            foreach (var (table, rows) in own["rows"]!.AsObject())
            {
                // His rows are those of all that are of his projects: none more, none less.
                var everybodys = all["rows"]![table]!["ids"]!.AsArray().Select(id => id!.GetValue<int>()).ToArray();
                var his = await api.Database.ScalarAsync<int[]>($"select coalesce(array_agg(id order by id), array[]::int[]) from {table} where id = any($1) and {(table == "projects" ? "id" : "project_id")} in (1, 6, 7)", everybodys);
                if (all["rows"]![table]!["count"] is not null) Assert.Equal(his, rows!["ids"]!.AsArray().Select(id => id!.GetValue<int>()).Order());
            }
        }
    }

    [Fact]
    public async Task A_figure_that_cannot_be_told_says_why()
    {
        using var field = await api.AsAsync(RoleNames.FieldTeam);
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        using var finance = await api.AsAsync(RoleNames.Finance);

        Assert.Equal("not_allowed", (await FigureAsync(field, "kpi_budget"))["reason"]!.GetValue<string>());
        Assert.Null((await FigureAsync(field, "kpi_budget"))["value"]);
        Assert.Equal("no_rows", (await FigureAsync(manager, "kpi_budget?project_id=2"))["reason"]!.GetValue<string>());
        Assert.Equal("no_rate", (await FigureAsync(finance, "kpi_budget?currency=ZAR"))["reason"]!.GetValue<string>());
        Assert.Equal("no_budget", (await FigureAsync(finance, "kpi_cpi?project_id=1&as_of=2001-01-01"))["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_figure_of_the_catalogue_answers_for_a_project_and_for_all()
    {
        using var management = await api.AsAsync(RoleNames.GeneralManagement);
        var catalogue = (await FigureAsync(management, "kpi_catalog")).AsArray();
        Assert.True(catalogue.Count > 30);
        foreach (var figure in catalogue)
        {
            var name = figure!["name"]!.GetValue<string>();
            foreach (var scope in new[] { "", "?project_id=1", "?project_id=1&as_of=2026-01-31" })
            {
                var told = await FigureAsync(management, name + scope);
                Assert.True(told["value"] is null == told["reason"] is not null, $"{name}{scope}: {told.ToJsonString()}");
                if (scope == "?project_id=1") Assert.True(told["value"] is not null, $"{name}: {told["reason"]}");
            }
        }
    }

    [Fact]
    public async Task Refusals_speak_as_the_data_API_does()
    {
        using var finance = await api.AsAsync(RoleNames.Finance);

        Assert.Equal((HttpStatusCode.BadRequest, "22P02"), await RefusalAsync(finance, "kpi_budget?project_id=one"));
        Assert.Equal((HttpStatusCode.BadRequest, "22P02"), await RefusalAsync(finance, "kpi_budget?as_of=yesterday"));
        Assert.Equal((HttpStatusCode.NotFound, "PGRST202"), await RefusalAsync(finance, "kpi_budget?planet=mars"));
        Assert.Equal((HttpStatusCode.NotFound, "PGRST202"), await RefusalAsync(finance, "kpi_happiness"));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await RefusalAsync(finance, "kpi_budget?category=toys"));
    }

    [Fact]
    public async Task The_portfolio_is_a_map_of_what_each_may_see()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var answer = await manager.GetAsync(new Uri("/rest/v1/rpc/portfolio_geojson", UriKind.Relative));

        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType!.MediaType);
        using (var asked = new HttpRequestMessage(HttpMethod.Get, "/rest/v1/rpc/portfolio_geojson"))
        {
            asked.Headers.Accept.ParseAdd("application/geo+json");
            var accepted = await manager.SendAsync(asked);
            Assert.Equal((HttpStatusCode.OK, "application/geo+json"), (accepted.StatusCode, accepted.Content.Headers.ContentType!.MediaType));
        }

        var map = await PeppiApi.JsonAsync(answer);
        Assert.Equal([1, 6, 7], map["features"]!.AsArray().Select(feature => feature!["id"]!.GetValue<int>()));
        Assert.Equal(9.738m, map["features"]![0]!["geometry"]!["coordinates"]![0]!.GetValue<decimal>());
        Assert.NotNull(map["features"]![0]!["properties"]!["health"]);
    }

    [Fact]
    public async Task The_root_document_tells_of_every_figure_of_the_map_and_of_action_plans()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var paths = (await PeppiApi.JsonAsync(await manager.GetAsync(new Uri("/rest/v1/", UriKind.Relative))))["paths"]!.AsObject();
        foreach (var figure in (await FigureAsync(manager, "kpi_catalog")).AsArray())
        {
            var told = paths["/rpc/" + figure!["name"]!.GetValue<string>()];
            Assert.NotNull(told);
            Assert.Equal(figure["arguments"]!.AsArray().Select(name => name!.GetValue<string>()), told["get"]!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
            Assert.Equal(figure["formula"]!.GetValue<string>(), told["get"]!["summary"]!.GetValue<string>());
        }

        Assert.Equal("integer", paths["/rpc/kpi_budget"]!["get"]!["parameters"]![0]!["type"]!.GetValue<string>());
        Assert.NotNull(paths["/rpc/portfolio_geojson"]!["get"]);
        Assert.Null(paths["/rpc/open_action_plan"]!["get"]);
        Assert.NotNull(paths["/rpc/open_action_plan"]!["post"]!["parameters"]![0]!["schema"]!["properties"]!["kpi_id"]);
    }

    private static async Task<(HttpStatusCode, string)> RefusalAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(new Uri("/rest/v1/rpc/" + path, UriKind.Relative));
        return (answer.StatusCode, (await PeppiApi.JsonAsync(answer))["code"]!.GetValue<string>());
    }

    private static async Task<JsonNode> FigureAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(new Uri("/rest/v1/rpc/" + path, UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, path + ": " + await answer.Content.ReadAsStringAsync());
        return await PeppiApi.JsonAsync(answer);
    }
}
