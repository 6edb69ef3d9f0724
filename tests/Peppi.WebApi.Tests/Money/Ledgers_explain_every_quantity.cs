using System.Net;
using System.Net.Http.Json;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Money;

public sealed class Ledgers_explain_every_quantity(DemoApi api) : IClassFixture<DemoApi>
{
    // The columns of the owner's own schema, and no other.
    [Theory]
    [InlineData("roles", """{"name":"architecte"}""")]
    [InlineData("users", """{"email":"ancien.client@exemple.cm","role_id":5}""")]
    [InlineData("users", """{"id":"7d1c4f8e-3c1f-4f0e-9d57-0d0f6c1f2a11","email":"autre.client@exemple.cm","created_at":"2026-01-01T08:00:00Z"}""")]
    [InlineData("projects", """{"name":"P","region":"R","phase":"works","status":"active","manager_id":"01900000-0000-7000-8000-000000000003","latitude":4.05,"longitude":9.7,"start_date":"2026-01-01","end_date":"2027-01-01"}""")]
    [InlineData("projects", """{"name":"P2"}""")]
    [InlineData("strategie_kpis", """{"project_id":1,"kpi_name":"K","target_value":10,"current_value":7,"updated_at":"2026-01-01T08:00:00Z"}""")]
    [InlineData("supply_orders", """{"project_id":1,"supplier":"S","item":"I","quantity":3,"status":"ordered","order_date":"2026-01-01","delivery_date":"2026-02-01"}""")]
    [InlineData("inventory_items", """{"project_id":1,"item_name":"I","quantity_on_hand":12}""")]
    [InlineData("chantier_messages", """{"project_id":1,"sender":"S","message_text":"M","media_url":"u","received_at":"2026-01-01T08:00:00Z"}""")]
    [InlineData("finances", """{"project_id":1,"type":"budget","amount":100,"currency":"XAF","record_date":"2026-01-01"}""")]
    [InlineData("finances", """{"project_id":1,"type":"expense","amount":100.5,"currency":"EUR","record_date":"2026-01-01"}""")]
    [InlineData("finances", """{"project_id":1,"type":"invoice","amount":100,"currency":"XAF","record_date":"2026-01-01"}""")]
    [InlineData("commercial_activities", """{"project_id":1,"activity_type":"reservation","details":{"unit":"A-1"},"record_date":"2026-01-01"}""")]
    [InlineData("commercial_activities", """{"project_id":1,"activity_type":"payment","details":{"amount":5000},"record_date":"2026-01-01"}""")]
    [InlineData("commercial_activities", """{"project_id":1,"activity_type":"pipeline","details":{"client":"C"},"record_date":"2026-01-01"}""")]
    [InlineData("alerts", """{"project_id":1,"alert_type":"t","message":"m","created_at":"2026-01-01T08:00:00Z"}""")]
    [InlineData("reports", """{"project_id":1,"report_type":"finance","file_url":"https://exemple.cm/rapport.pdf","scheduled_for":"2026-01-01T08:00:00Z","generated_at":"2026-01-01T08:05:00Z"}""")]
    public async Task An_insert_of_the_first_schemas_columns_alone_still_succeeds(string table, string row)
    {
        using var service = api.Service();
        using var body = new StringContent(row, System.Text.Encoding.UTF8, "application/json");
        var answer = await service.PostAsync(new Uri("/rest/v1/" + table, UriKind.Relative), body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_kpi_is_what_was_measured_last_unless_somebody_wrote_otherwise_on_it()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var kpi = await api.Database.ScalarAsync<int>("insert into strategie_kpis (project_id, kpi_name) values (1, 'Marge') returning id");
        await MeasureAsync("2026-08-01", 12);
        await MeasureAsync("2026-09-01", 14);
        await MeasureAsync("2026-07-01", 99);
        await MeasureAsync("2999-01-01", 99);
        Assert.Equal(14, await ValueAsync());

        // Written on the KPI itself, it stands for the present period, and what is told of earlier ones does not move it.
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/strategie_kpis?id=eq.{kpi}", new { current_value = 20 })).StatusCode);
        await MeasureAsync("2026-10-01", 15);
        Assert.Equal(20, await ValueAsync());
        Assert.Equal(20, await api.Database.ScalarAsync<decimal>("select value from strategie_kpi_values where kpi_id = $1 and period_start = date_trunc('month', current_date)", kpi));

        async Task MeasureAsync(string period, decimal value) => Assert.Equal(HttpStatusCode.Created,
            (await manager.PostAsJsonAsync("/rest/v1/strategie_kpi_values", new { kpi_id = kpi, period_start = period, value })).StatusCode);
        Task<decimal> ValueAsync() => api.Database.ScalarAsync<decimal>("select current_value from strategie_kpis where id = $1", kpi);
    }

    [Fact]
    public async Task Stock_follows_its_movements_and_a_count_becomes_the_movement_that_corrects_it()
    {
        using var field = await api.AsAsync(RoleNames.FieldTeam);
        var item = await api.Database.ScalarAsync<int>("insert into inventory_items (project_id, item_name, quantity_on_hand) values (1, 'Clous', 40) returning id");

        Assert.Equal(HttpStatusCode.NoContent, (await field.PatchAsJsonAsync($"/rest/v1/inventory_items?id=eq.{item}", new { quantity_on_hand = 33 })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await field.PostAsJsonAsync("/rest/v1/inventory_movements", new { item_id = item, movement_type = "issue", quantity = -5 })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await field.PostAsJsonAsync("/rest/v1/inventory_movements", new { item_id = item, movement_type = "receipt", quantity = 20 })).StatusCode);

        Assert.Equal(48, await api.Database.ScalarAsync<int>("select quantity_on_hand from inventory_items where id = $1", item));
        Assert.Equal("adjustment 40, adjustment -7, issue -5, receipt 20", await api.Database.ScalarAsync<string>(
            "select string_agg(movement_type || ' ' || quantity, ', ' order by id) from inventory_movements where item_id = $1", item));
    }

    [Fact]
    public async Task Partial_deliveries_make_quantity_day_and_status_of_their_order_and_fill_the_stock()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var item = await api.Database.ScalarAsync<int>("insert into inventory_items (project_id, item_name) values (1, 'Vis') returning id");
        var order = await api.Database.ScalarAsync<int>("insert into supply_orders (project_id, item, quantity, status, inventory_item_id) values (1, 'Vis', 10, 'confirmed', $1) returning id", item);

        await manager.PostAsJsonAsync("/rest/v1/supply_receipts", new { order_id = order, quantity = 4, received_on = "2026-10-01" });
        Assert.Equal("4 partially_delivered -", await StateAsync(order));
        await manager.PostAsJsonAsync("/rest/v1/supply_receipts", new { order_id = order, quantity = 6, received_on = "2026-10-09" });
        Assert.Equal("10 delivered 2026-10-09", await StateAsync(order));
        Assert.Equal(10, await api.Database.ScalarAsync<int>("select quantity_on_hand from inventory_items where id = $1", item));

        // An old client writes the order itself.
        await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{order}", new { received_quantity = 9 });
        Assert.Equal("9 partially_delivered -", await StateAsync(order));
        Assert.Equal(-1, await api.Database.ScalarAsync<int>("select quantity from supply_receipts where order_id = $1 order by id desc limit 1", order));
        Assert.Equal(9, await api.Database.ScalarAsync<int>("select quantity_on_hand from inventory_items where id = $1", item));
    }

    [Fact]
    public async Task A_received_quantity_written_on_the_order_closes_it_as_its_deliveries_would()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var today = await api.Database.ScalarAsync<string>("select current_date::text");
        async Task<int> OrderAsync(string columns = "", string values = "") => await api.Database.ScalarAsync<int>(
            $"insert into supply_orders (project_id, item, quantity, unit_price, currency, status, delivery_date{columns}) values (1, 'Vis', 10, 5, 'XAF', 'confirmed', '2026-02-01'{values}) returning id");
        async Task<string> AfterAsync(int order, object change)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{order}", change)).StatusCode);
            return await StateAsync(order);
        }

        // It is told today, so it came today and late, not when it was to come; and it waits for nothing any more.
        var late = await OrderAsync();
        Assert.Equal("4 partially_delivered -", await AfterAsync(late, new { received_quantity = 4 }));
        Assert.Equal($"10 delivered {today}", await AfterAsync(late, new { received_quantity = 10 }));
        Assert.Equal("10 delivered 2026-01-30", await AfterAsync(await OrderAsync(), new { received_quantity = 10, received_date = "2026-01-30" }));
        Assert.Equal(0, await api.Database.ScalarAsync<int>("select count(*)::int from supply_orders where id = $1 and received_date is null", late));

        // Entered afterwards, it came when it was to come; closed by hand, it is closed; given up, it stays so.
        Assert.Equal("10 delivered 2026-02-01", await StateAsync(await OrderAsync(", received_quantity", ", 10")));
        Assert.Equal($"9 delivered {today}", await AfterAsync(await OrderAsync(), new { received_quantity = 9, status = "delivered" }));
        Assert.Equal("3 cancelled -", await AfterAsync(await OrderAsync(), new { received_quantity = 3, status = "cancelled" }));
    }

    [Fact]
    public async Task Nothing_moves_a_delivery_to_another_order_or_lets_use_fill_the_stock()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var item = await api.Database.ScalarAsync<int>("insert into inventory_items (project_id, item_name, quantity_on_hand) values (1, 'Fer', 40) returning id");
        var (order, other) = (await NewAsync(), await NewAsync());
        await manager.PostAsJsonAsync("/rest/v1/supply_receipts", new { order_id = order, quantity = 4 });

        var moved = await manager.PatchAsJsonAsync($"/rest/v1/supply_receipts?order_id=eq.{order}", new { order_id = other });
        Assert.Equal((HttpStatusCode.BadRequest, "A delivery stays with its order."), (moved.StatusCode, (await PeppiApi.JsonAsync(moved))["message"]!.GetValue<string>()));

        var used = await manager.PostAsJsonAsync("/rest/v1/inventory_movements", new { item_id = item, movement_type = "issue", quantity = 5 });
        Assert.Equal((HttpStatusCode.BadRequest, "23514"), (used.StatusCode, (await PeppiApi.JsonAsync(used))["code"]!.GetValue<string>()));
        Assert.Equal(40, await api.Database.ScalarAsync<int>("select quantity_on_hand from inventory_items where id = $1", item));

        Task<int> NewAsync() => api.Database.ScalarAsync<int>("insert into supply_orders (project_id, item, quantity, status) values (1, 'Fer', 10, 'confirmed') returning id")!;
    }

    [Fact]
    public async Task A_rate_of_retention_holds_its_amount_back_until_somebody_writes_another()
    {
        using var finance = await api.AsAsync(RoleNames.Finance);
        await finance.PostAsJsonAsync("/rest/v1/finances", new { project_id = 1, type = "invoice", amount = 1000, currency = "XAF", retention_rate = 5, reference = "RG-1" });
        Assert.Equal(50m, await HeldAsync());
        Assert.Equal(100m, await ChangedAsync(new { amount = 2000 }));
        Assert.Equal(200m, await ChangedAsync(new { retention_rate = 10 }));
        Assert.Equal(75m, await ChangedAsync(new { retention_amount = 75 }));
        Assert.Equal(75m, await ChangedAsync(new { amount = 3000 }));
        Assert.Equal(300m, await ChangedAsync(new { retention_amount = (decimal?)null }));
        Assert.Equal(0m, await ChangedAsync(new { retention_rate = (decimal?)null }));

        async Task<decimal> ChangedAsync(object change)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await finance.PatchAsJsonAsync("/rest/v1/finances?reference=eq.RG-1", change)).StatusCode);
            return await HeldAsync();
        }

        Task<decimal> HeldAsync() => api.Database.ScalarAsync<decimal>("select coalesce(retention_amount, 0) from finances where reference = 'RG-1'")!;
    }

    [Fact]
    public async Task A_new_target_is_the_present_periods_and_measures_nothing()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var kpi = await api.Database.ScalarAsync<int>("insert into strategie_kpis (project_id, kpi_name, target_value, current_value) values (1, 'Marge', 100, 80) returning id");
        await api.Database.ExecuteAsync("insert into strategie_kpi_values (kpi_id, period_start, value, target_value) values ($1, '2025-01-01', 70, 100)", kpi);

        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/strategie_kpis?id=eq.{kpi}", new { target_value = 75 })).StatusCode);
        Assert.Equal("70 of 100, 80 of 75", await PastAsync());

        // What was not measured yet in this period is not measured by a target.
        await api.Database.ExecuteAsync("delete from strategie_kpi_values where kpi_id = $1 and value = 80", kpi);
        await manager.PatchAsJsonAsync($"/rest/v1/strategie_kpis?id=eq.{kpi}", new { target_value = 90 });
        Assert.Equal("70 of 100", await PastAsync());

        Task<string> PastAsync() => api.Database.ScalarAsync<string>(
            "select string_agg(trim_scale(value) || ' of ' || trim_scale(target_value), ', ' order by period_start) from strategie_kpi_values where kpi_id = $1", kpi)!;
    }

    [Fact]
    public async Task Progress_follows_its_entries_and_keeps_who_said_so()
    {
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        await manager.PostAsJsonAsync("/rest/v1/project_progress", new object[]
        {
            new { project_id = 7, phase = "works", percent_complete = 50, weight = 3 },
            new { project_id = 7, phase = "handover", percent_complete = 10, weight = 1 },
        });
        Assert.Equal(40m, await api.Database.ScalarAsync<decimal>("select percent_complete from projects where id = 7"));

        await manager.PatchAsJsonAsync("/rest/v1/projects?id=eq.7", new { percent_complete = 45 });
        Assert.Equal(45m, await api.Database.ScalarAsync<decimal>("select percent_complete from projects where id = 7"));
        Assert.Equal(TestDemo.IdOf(RoleNames.ProjectManager), await api.Database.ScalarAsync<Guid>(
            "select author_id from project_progress where project_id = 7 and phase is null order by id desc limit 1"));
    }

    private Task<string> StateAsync(int order) => api.Database.ScalarAsync<string>(
        "select received_quantity || ' ' || status || ' ' || coalesce(received_date::text, '-') from supply_orders where id = $1", order);
}
