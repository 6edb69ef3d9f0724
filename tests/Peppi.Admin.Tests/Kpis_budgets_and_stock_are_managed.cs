using System.Net;

namespace Peppi.Admin.Tests;

/// <summary>What steers the group is written down where it is read: values of KPIs and their action plans, money, deliveries and stock.</summary>
public sealed class Kpis_budgets_and_stock_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_red_kpi_gives_birth_to_one_plan_that_is_closed_with_evidence_and_a_new_value_puts_it_right()
    {
        var kpi = await host.Database.ScalarAsync<int>("insert into strategie_kpis (project_id, kpi_name, unit, target_value, current_value) values (1, 'Essai de marge', '%', 20, 10) returning id");
        await host.Database.ExecuteAsync("insert into strategie_kpi_values (kpi_id, project_id, period_start, value) values ($1, 1, date_trunc('month', current_date) - interval '2 months', 14), ($1, 1, date_trunc('month', current_date) - interval '1 month', 12)", kpi);
        using var client = host.Client();
        await client.SignInAsync();
        using (var list = await client.PageAsync("/kpis?project=1&status=red"))
        {
            Assert.Contains("Essai de marge", list.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("/kpis", list.QuerySelector(".rail a[href='/kpis']")!.GetAttribute("href"));
        }

        var path = $"/kpis/{kpi}";
        using (var before = await client.PageAsync(path))
        {
            Assert.NotNull(before.QuerySelector("svg.chart path.line"));
            Assert.Equal(3, before.QuerySelectorAll(".fold tbody tr").Length);
            Assert.Contains("Se dégrade", before.QuerySelector(".figures")!.TextContent, StringComparison.Ordinal);
        }

        await client.PostAsync(path, "Open");
        using var planned = await client.PageAsync(path);
        Assert.Empty(planned.QuerySelectorAll("form[action*=Open]"));
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync(path, "handler=Plan", ("status", "done"), ("evidence", ""))).StatusCode);
        using (var refused = await client.PageAsync(path)) Assert.Contains("ce qui montre que c’est fait", refused.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);
        await client.PostAsync(path, "handler=Plan", ("status", "done"), ("evidence", "Avenant signé"));
        Assert.Equal("1 done true Avenant signé", await host.Database.ScalarAsync<string>(
            "select concat_ws(' ', count(*) over (), status, (completed_date = current_date)::text, evidence) from strategie_action_plans where kpi_id = $1", kpi));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync(path, "Value", ("Value", "19,5"), ("Day", "2999-01-01"))).StatusCode);
        await client.PostAsync(path, "Value", ("Value", "19,5"));
        Assert.Equal("19.5 19.5", await host.Database.ScalarAsync<string>(
            "select trim_scale(current_value) || ' ' || (select trim_scale(value) from strategie_kpi_values past where kpi_id = kpi.id order by period_start desc limit 1) from strategie_kpis kpi where id = $1", kpi));
        using var after = await client.PageAsync(path);
        Assert.Contains("Conforme", after.QuerySelector(".under")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(after.QuerySelectorAll("form[action*=Open]"));
    }

    [Fact]
    public async Task Who_may_not_read_kpis_finds_no_door_to_them_and_who_may_only_look_has_no_button()
    {
        using var seller = host.Client();
        await seller.SignInAsync("commercial");
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.GetAsync("/kpis")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await seller.GetAsync("/kpis/1")).StatusCode);
        using var home = await seller.PageAsync("/");
        Assert.Empty(home.QuerySelectorAll("a[href='/kpis']"));
        using var nothing = await seller.PageAsync("/search?q=indicateurs");
        Assert.Empty(nothing.QuerySelectorAll("main a[href='/kpis']"));

        using var finance = host.Client();
        await finance.SignInAsync("finance");
        using var found = await finance.PageAsync("/search?q=indicateurs");
        Assert.NotEmpty(found.QuerySelectorAll("main a[href='/kpis']"));
        using var seen = await finance.PageAsync("/kpis");
        Assert.NotEmpty(seen.QuerySelectorAll("tbody tr"));
        Assert.Empty(seen.QuerySelectorAll("main form[method=post]"));
    }
}
