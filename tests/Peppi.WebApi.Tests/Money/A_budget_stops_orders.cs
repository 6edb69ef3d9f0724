using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Shared;
using Peppi.Application.Supply;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Money;

public sealed class A_budget_stops_orders(DemoApi api) : IClassFixture<DemoApi>
{
    [Fact]
    public async Task Whichever_way_the_order_comes_it_is_refused_with_the_figures()
    {
        var project = await ProjectAsync("stop");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);

        var refused = await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1001));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var error = await PeppiApi.JsonAsync(refused);
        Assert.Equal("budget_exceeded", error["code"]!.GetValue<string>());
        var figures = JsonNode.Parse(error["details"]!.GetValue<string>())!;
        Assert.Equal(1000m, figures["budget"]!.GetValue<decimal>());
        Assert.Equal(1m, figures["exceeded_by"]!.GetValue<decimal>());
        Assert.Equal("XAF", figures["currency"]!.GetValue<string>());

        // Neither of two that exceed it together, in one body.
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", new[] { Order(project, 600), Order(project, 600) })).StatusCode);

        var typed = await api.Database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.ProjectManager), null), services =>
            services.GetRequiredService<UseCases>().SendAsync(new PlaceSupplyOrder
            {
                ProjectId = project,
                Supplier = "S",
                Item = "I",
                Quantity = 1,
                UnitPrice = 1001,
                Currency = "XAF",
                Category = "land",
            }, default));
        Assert.Equal("budget_exceeded", typed.Error?.Code);
        Assert.Contains("\"exceeded_by\": 1", typed.Error!.Details, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(project));

        // What fits is placed; what grows beyond is refused; what is over already can still be received.
        var placed = await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 600));
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?project_id=eq.{project}", new { quantity = 1001 })).StatusCode);
        await api.Database.ExecuteAsync("insert into finances (project_id, type, category, amount, currency) values ($1, 'expense', 'land', 900, 'XAF')", project);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?project_id=eq.{project}", new { received_quantity = 600 })).StatusCode);
        Assert.Equal(600, await api.Database.ScalarAsync<int>("select sum(quantity)::int from supply_receipts where project_id = $1", project));
    }

    [Fact]
    public async Task What_settles_an_order_stays_in_its_line_whether_or_not_it_names_one()
    {
        var project = await ProjectAsync("stop");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        using var finance = await api.AsAsync(RoleNames.Finance);
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1000))).StatusCode);
        var order = await api.Database.ScalarAsync<int>("update supply_orders set status = 'confirmed' where project_id = $1 returning id", project);

        Assert.Equal(HttpStatusCode.Created, (await finance.PostAsJsonAsync("/rest/v1/finances", new { project_id = project, type = "invoice", amount = 1000, currency = "XAF", order_id = order })).StatusCode);
        var invoice = await api.Database.ScalarAsync<int>("select id from finances where order_id = $1", order);
        Assert.Equal(HttpStatusCode.Created, (await finance.PostAsJsonAsync("/rest/v1/finances", new { project_id = project, type = "expense", amount = 1000, currency = "XAF", invoice_id = invoice })).StatusCode);

        Assert.Equal(2L, await api.Database.ScalarAsync<long>("select count(*) from finances where project_id = $1 and type <> 'budget' and category = 'land'", project));
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1000))).StatusCode);
    }

    [Fact]
    public async Task Of_many_orders_at_once_only_as_many_pass_as_the_budget_holds()
    {
        var project = await ProjectAsync("stop");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 400))));

        Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(2L, await CountAsync(project));
    }

    [Fact]
    public async Task An_exception_takes_the_right_to_change_the_finances_and_is_recorded()
    {
        var project = await ProjectAsync("stop");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        using var finance = await api.AsAsync(RoleNames.Finance);
        using var admin = await api.AsAsync(RoleNames.Admin);

        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1200, "Urgent"))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await admin.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1200, "Urgent"))).StatusCode);
        Assert.Equal(TestDemo.IdOf(RoleNames.Admin), await api.Database.ScalarAsync<Guid>("select granted_by from budget_exceptions where project_id = $1 and reason = 'Urgent'", project));

        // Or finance gives leave to a draft, up to a value, and its manager places it.
        await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 500, status: "draft"));
        var draft = await api.Database.ScalarAsync<int>("select id from supply_orders where project_id = $1 and status = 'draft'", project);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.PostAsJsonAsync("/rest/v1/budget_exceptions", new { order_id = draft, reason = "I want it" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { status = "ordered" })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await finance.PostAsJsonAsync("/rest/v1/budget_exceptions", new { order_id = draft, amount = 500, reason = "Agreed" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { status = "ordered" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { quantity = 501 })).StatusCode);
    }

    [Fact]
    public async Task A_budget_that_warns_lets_the_order_pass_and_raises_one_alert()
    {
        var project = await ProjectAsync("warn");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);

        for (var order = 0; order < 2; order++)
            Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1200))).StatusCode);
        Assert.Equal(1L, await api.Database.ScalarAsync<long>("select count(*) from alerts where project_id = $1 and alert_type = 'budget_exceeded' and status = 'open'", project));
    }

    [Fact]
    public async Task A_currency_without_a_rate_cannot_be_checked_and_is_refused_as_that()
    {
        var project = await ProjectAsync("stop");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var order = Order(project, 1);
        order["currency"] = "ZAR";

        var refused = await manager.PostAsJsonAsync("/rest/v1/supply_orders", order);

        Assert.Equal("budget_rate_missing", (await PeppiApi.JsonAsync(refused))["code"]!.GetValue<string>());
        order["currency"] = "EUR";
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", order)).StatusCode);
    }

    [Fact]
    public async Task An_approved_baseline_is_frozen()
    {
        var project = await ProjectAsync("stop");
        using var finance = await api.AsAsync(RoleNames.Finance);

        foreach (var answer in new[]
        {
            await finance.PatchAsJsonAsync($"/rest/v1/finances?project_id=eq.{project}", new { amount = 5000 }),
            await finance.DeleteAsync(new Uri($"/rest/v1/finances?project_id=eq.{project}", UriKind.Relative)),
        })
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Equal("budget_frozen", (await PeppiApi.JsonAsync(answer))["code"]!.GetValue<string>());
        }

        Assert.Equal(HttpStatusCode.NoContent, (await finance.PatchAsJsonAsync($"/rest/v1/finances?project_id=eq.{project}", new { label = "Foncier" })).StatusCode);
    }

    [Fact]
    public async Task Leave_ends_with_what_it_was_given_for_an_order_without_a_line_is_stopped_too_and_rows_stay_within_their_project()
    {
        var project = await ProjectAsync("stop");
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        using var finance = await api.AsAsync(RoleNames.Finance);
        var order = Order(project, 2000, status: "draft");
        order.Remove("category");
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", order)).StatusCode);
        var draft = await api.Database.ScalarAsync<int>("select id from supply_orders where project_id = $1", project);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { status = "ordered" })).StatusCode);

        Assert.Equal(HttpStatusCode.Created, (await finance.PostAsJsonAsync("/rest/v1/budget_exceptions", new { order_id = draft, amount = 2000, reason = "Agreed", granted_by = TestDemo.IdOf(RoleNames.Admin) })).StatusCode);
        Assert.Equal(TestDemo.IdOf(RoleNames.Finance), await api.Database.ScalarAsync<Guid>("select granted_by from budget_exceptions where project_id = $1", project));
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { status = "ordered", currency = "EUR" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { status = "ordered" })).StatusCode);

        var foreign = await api.Database.ScalarAsync<int>("insert into inventory_items (project_id, item_name) values (2, 'Ciment') returning id");
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.PatchAsJsonAsync($"/rest/v1/supply_orders?id=eq.{draft}", new { inventory_item_id = foreign })).StatusCode);

        // A second row of a line is a change of its baseline.
        await finance.PostAsJsonAsync("/rest/v1/finances", new { project_id = project, type = "budget", category = "land", amount = 50, currency = "XAF" });
        Assert.Equal(2, await api.Database.ScalarAsync<int>("select budget_version from finances where project_id = $1 and amount = 50", project));
    }

    [Theory]
    [InlineData("warn")]
    [InlineData("ignore")]
    [InlineData(null)]
    public async Task Leaving_out_the_line_opens_no_line_that_stops(string? whole)
    {
        var project = await ProjectAsync("stop");
        if (whole is not null) await api.Database.ExecuteAsync("insert into budget_lines (project_id, policy) values ($1, $2)", project, whole);
        await api.Database.ExecuteAsync("insert into finances (project_id, type, category, amount, currency) values ($1, 'budget', 'fees', 300, 'XAF'), ($1, 'budget', 'studies', 5000, 'XAF')", project);
        await api.Database.ExecuteAsync("insert into budget_lines (project_id, category, policy) values ($1, 'studies', 'stop')", project);
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        var order = Order(project, 301);
        order.Remove("category");

        var refused = await manager.PostAsJsonAsync("/rest/v1/supply_orders", order);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var error = await PeppiApi.JsonAsync(refused);
        Assert.Equal("budget_exceeded", error["code"]!.GetValue<string>());
        Assert.StartsWith("Name the line", error["hint"]!.GetValue<string>(), StringComparison.Ordinal);
        var figures = JsonNode.Parse(error["details"]!.GetValue<string>())!;
        Assert.Equal((300m, 1m, "[\"land\",\"studies\"]"), (figures["budget"]!.GetValue<decimal>(), figures["exceeded_by"]!.GetValue<decimal>(), figures["beside"]!.ToJsonString()));

        // What lies beside them may be spent, and an order that names its line has that line's money.
        order["quantity"] = 300;
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", order)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 1000))).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", order)).StatusCode);

        // Without a price there is nothing to check.
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/rest/v1/supply_orders", new { project_id = project, supplier = "S", item = "I", quantity = 3, status = "ordered" })).StatusCode);
    }

    [Fact]
    public async Task A_project_without_a_currency_is_checked_and_told_in_the_same()
    {
        var project = await api.Database.ScalarAsync<int>("insert into projects (name, manager_id) values ('Sans devise', $1) returning id", TestDemo.IdOf(RoleNames.ProjectManager));
        await api.Database.ExecuteAsync("insert into finances (project_id, type, category, amount, currency) values ($1, 'budget', 'fees', 655957, 'XAF'), ($1, 'budget', 'studies', 1000, 'EUR')", project);
        await api.Database.ExecuteAsync("insert into budget_lines (project_id, policy) values ($1, 'stop')", project);
        using var manager = await api.AsAsync(RoleNames.ProjectManager);

        var refused = await PeppiApi.JsonAsync(await manager.PostAsJsonAsync("/rest/v1/supply_orders", Order(project, 9_000_000)));
        Assert.Equal("EUR", JsonNode.Parse(refused["details"]!.GetValue<string>())!["currency"]!.GetValue<string>());
        Assert.Equal("EUR", (await PeppiApi.JsonAsync(await manager.GetAsync($"/rest/v1/rpc/kpi_budget?project_id={project}")))["currency"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_runs_a_project_moves_neither_its_currency_nor_its_baseline()
    {
        var project = await ProjectAsync("stop");
        var fresh = await api.Database.ScalarAsync<int>("insert into projects (name, manager_id) values ('Neuf', $1) returning id", TestDemo.IdOf(RoleNames.ProjectManager));
        using var manager = await api.AsAsync(RoleNames.ProjectManager);
        using var management = await api.AsAsync(RoleNames.GeneralManagement);

        Assert.Equal("currency_frozen", await RefusedAsync(new { currency = "EUR" }));
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/projects?id=eq.{fresh}", new { currency = "EUR" })).StatusCode);

        // What was never set, he may set once.
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/projects?id=eq.{project}", new { start_date = "2026-01-01", end_date = "2026-12-31" })).StatusCode);
        Assert.Equal("baseline_frozen", await RefusedAsync(new { end_date = "2027-06-30" }));
        Assert.Equal("baseline_frozen", await RefusedAsync(new { start_date = (string?)null }));
        Assert.Equal(HttpStatusCode.NoContent, (await manager.PatchAsJsonAsync($"/rest/v1/projects?id=eq.{project}", new { start_date = "2026-01-01", forecast_end_date = "2027-06-30", currency = "XAF" })).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await management.PatchAsJsonAsync($"/rest/v1/projects?id=eq.{project}", new { end_date = "2027-06-30", currency = "EUR" })).StatusCode);

        async Task<string> RefusedAsync(object change)
        {
            var answer = await manager.PatchAsJsonAsync($"/rest/v1/projects?id=eq.{project}", change);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            return (await PeppiApi.JsonAsync(answer))["code"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task No_later_change_becomes_part_of_the_baseline()
    {
        var project = await ProjectAsync("stop");
        using var finance = await api.AsAsync(RoleNames.Finance);
        async Task<int> RowAsync(string type, string status, int version, string category = "land") => await api.Database.ScalarAsync<int>(
            "insert into finances (project_id, type, category, amount, currency, status, budget_version) values ($1, $2, $3, 70, 'XAF', $4, $5) returning id", project, type, category, status, version);
        async Task<HttpResponseMessage> PatchAsync(int id, object change) => await finance.PatchAsJsonAsync($"/rest/v1/finances?id=eq.{id}", change);
        var (change, draft, expense, elsewhere) = (await RowAsync("budget", "approved", 2), await RowAsync("budget", "draft", 1), await RowAsync("expense", "approved", 1), await RowAsync("budget", "draft", 1, "fees"));

        var refused = await PatchAsync(change, new { budget_version = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "budget_frozen"), (refused.StatusCode, (await PeppiApi.JsonAsync(refused))["code"]!.GetValue<string>()));
        foreach (var (row, said) in new (int, object)[] { (draft, new { status = "approved" }), (expense, new { type = "budget" }), (elsewhere, new { category = "land", status = "paid" }) })
        {
            Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(row, said)).StatusCode);
            Assert.True(await api.Database.ScalarAsync<int>("select budget_version from finances where id = $1", row) > 1);
        }

        Assert.Equal(1000m, await api.Database.ScalarAsync<decimal>("select sum(baseline) from app.money_of(array[$1], 'infinity')", project));

        // A baseline is not below zero, and nothing is spent below zero; a later version may cut the budget.
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(await RowAsync("expense", "approved", 1), new { amount = -500 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(await RowAsync("budget", "draft", 1, "other"), new { amount = -500 })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(change, new { amount = -500 })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await finance.PostAsJsonAsync("/rest/v1/finances", new { project_id = project, type = "budget", category = "land", amount = -50, currency = "XAF", budget_version = 2 })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(await RowAsync("invoice", "approved", 1), new { amount = -500 })).StatusCode);
    }

    private static JsonObject Order(int project, int quantity, string? exception = null, string status = "ordered") => new()
    {
        ["project_id"] = project,
        ["supplier"] = "S",
        ["item"] = "I",
        ["quantity"] = quantity,
        ["unit_price"] = 1,
        ["currency"] = "XAF",
        ["category"] = "land",
        ["status"] = status,
        ["budget_exception"] = exception,
    };

    private Task<long> CountAsync(int project) => api.Database.ScalarAsync<long>("select count(*) from supply_orders where project_id = $1", project);

    private async Task<int> ProjectAsync(string policy)
    {
        var project = await api.Database.ScalarAsync<int>("insert into projects (name, currency, manager_id) values ('Essai', 'XAF', $1) returning id", TestDemo.IdOf(RoleNames.ProjectManager));
        await api.Database.ExecuteAsync("insert into finances (project_id, type, category, amount, currency, status) values ($1, 'budget', 'land', 1000, 'XAF', 'approved')", project);
        await api.Database.ExecuteAsync("insert into budget_lines (project_id, category, policy) values ($1, 'land', $2)", project, policy);
        return project;
    }
}
