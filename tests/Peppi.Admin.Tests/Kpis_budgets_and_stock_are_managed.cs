using System.Net;
using Peppi.Testing;

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

    [Fact]
    public async Task Progress_rates_and_changes_of_a_budget_are_written_down_and_an_order_may_exceed_it_by_leave()
    {
        await host.Database.ExecuteAsync("""
            insert into projects (id, name, phase, status, currency) values (8001, 'Formulaires', 'works', 'active', 'XAF');
            insert into finances (project_id, type, amount, currency, category, record_date) values (8001, 'budget', 1000, 'XAF', 'networks', current_date);
            insert into budget_lines (project_id, category, policy) values (8001, 'networks', 'stop');
            insert into supply_orders (project_id, item, supplier, quantity, unit_price, currency, category, status) values (8001, 'Câble', 'Elec', 15, 100, 'XAF', 'networks', 'draft')
            """);
        using var client = host.Client();
        await client.SignInAsync();
        const string path = "/budgets/8001";
        await client.PostAsync(path, "Progress", ("phase", "works"), ("percent", "37,5"), ("weight", "2"));
        await client.PostAsync(path, "Progress", ("percent", "101"));
        Assert.Equal("works 37.50 2.000 true", await host.Database.ScalarAsync<string>(
            "select string_agg(concat_ws(' ', phase, percent_complete, weight, (author_id = $1)::text), ';') from project_progress where project_id = 8001", TestDemo.IdOf("admin")));

        await client.PostAsync(path, "Rate", ("currency", "EUR"), ("quote", "MAD"), ("rate", "10,75"), ("day", "2026-01-01"));
        await client.PostAsync(path, "Rate", ("currency", "EUR"), ("quote", "MAD"), ("rate", "10,8"), ("day", "2026-01-01"));
        await client.PostAsync(path, "Rate", ("currency", "EUR"), ("quote", "MAD"), ("rate", "-1"), ("day", "2026-01-02"));
        Assert.Equal("10.8", await host.Database.ScalarAsync<string>("select string_agg(trim_scale(rate)::text, ';') from exchange_rates where currency = 'EUR' and quote_currency = 'MAD' and valid_from between '2026-01-01' and '2026-01-02'"));

        await client.PostAsync(path, "Change", ("category", "networks"), ("amount", "-200"), ("label", "Économie"));
        await client.PostAsync(path, "Decide");
        await client.PostAsync(path, "Change", ("category", "land"), ("amount", "-1"), ("label", "Rien"));
        Assert.Equal("1 1000 -;2 -200 approved", await host.Database.ScalarAsync<string>(
            "select string_agg(concat_ws(' ', budget_version, trim_scale(amount), coalesce(status, '-')), ';' order by id) from finances where project_id = 8001"));

        await client.PostAsync(path, "Send");
        using (var told = await client.PageAsync(path)) Assert.Contains("dépasserait le budget", told.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);
        await client.PostAsync(path, "Allow", ("reason", "Raccordement urgent"));
        await client.PostAsync(path, "Send");
        Assert.Equal("ordered Raccordement urgent 1500 true", await host.Database.ScalarAsync<string>(
            "select concat_ws(' ', placed.status, leave.reason, trim_scale(leave.amount), (leave.granted_by = $1)::text) from supply_orders placed join budget_exceptions leave on leave.order_id = placed.id where placed.project_id = 8001", TestDemo.IdOf("admin")));

        using var reader = host.Client();
        await reader.SignInAsync("general_management");
        using var seen = await reader.PageAsync(path);
        Assert.Empty(seen.QuerySelectorAll("[data-opens=rate], [data-opens=change], form[action*=Send], form[action*=Decide]"));
    }

    [Fact]
    public async Task Deliveries_are_taken_in_by_parts_stock_moves_and_its_limits_are_set()
    {
        await host.Database.ExecuteAsync("""
            insert into projects (id, name, phase, status) values (8002, 'Magasin', 'works', 'active');
            insert into inventory_items (id, project_id, item_name, quantity_on_hand, unit) values (8002, 8002, 'Ciment', 20, 'sac');
            insert into supply_orders (id, project_id, item, supplier, quantity, status, inventory_item_id, promised_date) values (8002, 8002, 'Ciment', 'Cimencam', 50, 'confirmed', 8002, current_date - 3)
            """);
        using var client = host.Client();
        await client.SignInAsync();
        const string path = "/stock?project=8002";
        using (var before = await client.PageAsync(path)) Assert.Contains("3 jours de retard", before.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await client.PostAsync(path, "Receive", ("quantity", "30"));
        await client.PostAsync(path, "Receive", ("quantity", "0"));
        using (var part = await client.PageAsync(path)) Assert.Equal("20", part.QuerySelector("#came-8002")!.GetAttribute("value"));
        await client.PostAsync(path, "Receive", ("quantity", "20"));
        await client.PostAsync(path, "Move", ("type", "issue"), ("quantity", "15"));
        await client.PostAsync(path, "Move", ("type", "issue"), ("quantity", "5000"));
        using (var told = await client.PageAsync(path)) Assert.Contains("pas autant en stock", told.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);
        await client.PostAsync(path, "Move", ("type", "adjustment"), ("quantity", "52"));
        await client.PostAsync(path, "handler=Item", ("point", "60"), ("lead", "10"));
        await client.PostAsync(path, "handler=Item", ("point", "beaucoup"));
        Assert.Equal("52 60 10 delivered 50", await host.Database.ScalarAsync<string>(
            "select concat_ws(' ', item.quantity_on_hand, item.reorder_point, item.lead_time_days, placed.status, placed.received_quantity) from inventory_items item join supply_orders placed on placed.inventory_item_id = item.id where item.id = 8002"));
        Assert.Equal("adjustment 20, receipt 30, receipt 20, issue -15, adjustment -3", await host.Database.ScalarAsync<string>("select string_agg(movement_type || ' ' || quantity, ', ' order by id) from inventory_movements where item_id = 8002"));
    }
}
