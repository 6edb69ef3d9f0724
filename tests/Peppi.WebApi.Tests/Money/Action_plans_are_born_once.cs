using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Accounts;

namespace Peppi.WebApi.Tests.Money;

public sealed class Action_plans_are_born_once(DemoApi api) : IClassFixture<DemoApi>
{
    [Fact]
    public async Task From_a_red_kpi_whose_status_and_trend_are_figures_and_from_an_alert()
    {
        await api.Database.ExecuteAsync("""
            insert into strategie_kpis (id, project_id, kpi_name, target_value, current_value, direction) values
              (9001, 1, 'Marge', 100, 50, 'higher'), (9002, 1, 'Accidents', 10, 2, 'lower'), (9003, 2, 'Marge', 100, 50, 'higher');
            insert into strategie_kpi_values (kpi_id, period_start, value) values (9001, '2025-01-01', 80), (9001, '2025-02-01', 70);
            insert into alerts (id, project_id, alert_type, message, priority, status) values (9001, 1, 'manual', 'Fissure au R+1', 'high', 'open')
            """);
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        using var field = await api.AsAsync(RoleNames.FieldTeam);

        var status = await PeppiApi.JsonAsync(await manager.GetAsync(At("kpi_status?kpi_id=9001")));
        Assert.Equal((0.5m, "red", "worse"), (status["value"]!.GetValue<decimal>(), status["inputs"]!["status"]!.GetValue<string>(), status["inputs"]!["trend"]!.GetValue<string>()));
        Assert.Equal("green", (await PeppiApi.JsonAsync(await manager.GetAsync(At("kpi_status?kpi_id=9002"))))["inputs"]!["status"]!.GetValue<string>());
        Assert.Equal(-0.375m, (await PeppiApi.JsonAsync(await manager.GetAsync(At("kpi_trend?kpi_id=9001"))))["value"]!.GetValue<decimal>());
        Assert.Equal("no_rows", (await PeppiApi.JsonAsync(await manager.GetAsync(At("kpi_status?kpi_id=9003"))))["reason"]!.GetValue<string>());

        var twice = await Task.WhenAll(OpenAsync(manager, new { kpi_id = 9001, title = "Revoir les prix" }), OpenAsync(manager, new { kpi_id = 9001 }));
        Assert.Equal(twice[0].Body.ToJsonString(), twice[1].Body.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (twice[0].Status, twice[1].Status));
        var alert = await OpenAsync(manager, new { alert_id = 9001 });
        Assert.Equal(alert.Body.ToJsonString(), (await OpenAsync(manager, new { alert_id = 9001 })).Body.ToJsonString());
        Assert.Equal("kpi|9001||1|t;alert||9001|1|t", await api.Database.ScalarAsync<string>(
            "select string_agg(concat_ws('|', source, coalesce(kpi_id::text, ''), coalesce(source_alert_id::text, ''), project_id, owner_id is not null and due_date > current_date), ';' order by id) from strategie_action_plans where kpi_id = 9001 or source_alert_id = 9001"));

        // More people read plans than what an alert is about.
        var title = await api.Database.ScalarAsync<string>("select title from strategie_action_plans where source_alert_id = 9001");
        Assert.StartsWith("Alerte 9001 – ", title, StringComparison.Ordinal);
        Assert.DoesNotContain("Fissure", title, StringComparison.Ordinal);

        // Closed, and red still: another is needed.
        await api.Database.ExecuteAsync("update strategie_action_plans set status = 'done', evidence = 'Avenant signé' where kpi_id = 9001");
        Assert.NotEqual(twice[0].Body.ToJsonString(), (await OpenAsync(manager, new { kpi_id = 9001 })).Body.ToJsonString());

        Assert.Equal("kpi_not_red", (await OpenAsync(manager, new { kpi_id = 9002 })).Body["code"]!.GetValue<string>());
        Assert.Equal("not_found", (await OpenAsync(manager, new { kpi_id = 9003 })).Body["code"]!.GetValue<string>());
        Assert.Equal("validation_failed", (await OpenAsync(manager, new { kpi_id = 9001, alert_id = 9001 })).Body["code"]!.GetValue<string>());
        Assert.False((await OpenAsync(field, new { alert_id = 9001 })).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_figure_refuses_what_it_would_not_use_and_tells_what_it_takes()
    {
        using var finance = await api.AsAsync(RoleNames.Finance);
        var refused = await finance.GetAsync(At("kpi_slippage?category=land"));
        Assert.Equal((HttpStatusCode.NotFound, "PGRST202"), (refused.StatusCode, (await PeppiApi.JsonAsync(refused))["code"]!.GetValue<string>()));

        // A line of all budgets is measured against that line, not against all of them.
        var line = await PeppiApi.JsonAsync(await finance.GetAsync(At("kpi_ev?category=structural_works")));
        var whole = await PeppiApi.JsonAsync(await finance.GetAsync(At("kpi_ev")));
        Assert.InRange(line["value"]!.GetValue<decimal>(), 1, whole["value"]!.GetValue<decimal>() - 1);
        Assert.True(line["value"]!.GetValue<decimal>() <= line["inputs"]!["budget"]!.GetValue<decimal>());
        var forecast = await PeppiApi.JsonAsync(await finance.GetAsync(At("kpi_cash_forecast?project_id=1")));
        Assert.Equal(4, forecast["inputs"]!["months"]!.AsArray().Count);
        Assert.Equal(forecast["inputs"]!["cash_at_end"]!.GetValue<decimal>(), forecast["inputs"]!["cash_to_date"]!.GetValue<decimal>() + forecast["value"]!.GetValue<decimal>());
    }

    private static Uri At(string path) => new("/rest/v1/rpc/" + path, UriKind.Relative);

    private static async Task<(HttpStatusCode Status, JsonNode Body)> OpenAsync(HttpClient client, object body)
    {
        var answer = await client.PostAsJsonAsync(At("open_action_plan"), body);
        return (answer.StatusCode, await PeppiApi.JsonAsync(answer));
    }
}
