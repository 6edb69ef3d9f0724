using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Accounts;

namespace Peppi.WebApi.Tests.Rest;

/// <summary>The demo's people at the data API: who sees what, and what a refusal looks like.</summary>
public sealed class People_see_what_the_matrix_gives_them(DemoApi api) : IClassFixture<DemoApi>
{
    private const string OwnProjects = """
        select count(*) from projects p join users u on u.email = $1
        where p.manager_id = u.id or exists (select from project_members m where m.project_id = p.id and m.user_id = u.id)
        """;

    [Fact]
    public async Task The_project_manager_sees_his_projects_only()
    {
        var own = await api.Database.ScalarAsync<long>(OwnProjects, "project_manager@demo.peppi.local");
        var all = await api.Database.ScalarAsync<long>("select count(*) from projects");
        Assert.InRange(own, 1, all - 1);
        Assert.Equal(own, await CountAsync(await api.AsAsync(RoleNames.ProjectManager), "projects"));
    }

    [Fact]
    public async Task The_audit_log_knows_whence_and_by_which_request_a_row_was_changed_through_REST()
    {
        var client = await api.AsAsync(RoleNames.Admin);
        var id = await api.Database.ScalarAsync<int>("select min(id) from projects");
        var answer = await client.PatchAsJsonAsync($"/rest/v1/projects?id=eq.{id}", new { description = "seen by the audit log" });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(1, await api.Database.ScalarAsync<long>(
            "select count(*) from app.audit_log where after ->> 'description' = 'seen by the audit log' and ip_address like '%127.0.0.1%' and length(request_id) > 0"));
    }

    [Fact]
    public async Task The_finance_person_sees_all_finances_and_no_field_message()
    {
        var client = await api.AsAsync(RoleNames.Finance);
        Assert.Equal(await api.Database.ScalarAsync<long>("select count(*) from finances"), await CountAsync(client, "finances"));
        Assert.Equal(0, await CountAsync(client, "chantier_messages"));
    }

    [Fact]
    public async Task The_field_team_sees_messages_of_its_projects_and_no_finances()
    {
        var client = await api.AsAsync(RoleNames.FieldTeam);
        Assert.InRange(await CountAsync(client, "chantier_messages"), 1, await api.Database.ScalarAsync<long>("select count(*) from chantier_messages") - 1);
        Assert.Equal(0, await CountAsync(client, "finances"));
    }

    [Fact]
    public async Task Nobody_signed_in_sees_an_empty_list_of_everything()
    {
        foreach (var table in ExposedTables.All)
        {
            var answer = await api.Anon().GetAsync($"/rest/v1/{table.Name}");
            Assert.Equal((HttpStatusCode.OK, "[]"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
    }

    [Fact]
    public async Task The_service_key_sees_every_row() =>
        Assert.Equal(await api.Database.ScalarAsync<long>("select count(*) from finances"), await CountAsync(api.Service(), "finances"));

    [Fact]
    public async Task An_insert_without_the_right_is_403_with_42501_and_nothing_is_written()
    {
        var before = await api.Database.ScalarAsync<long>("select count(*) from finances");
        var answer = await (await api.AsAsync(RoleNames.ProjectManager)).PostAsJsonAsync("/rest/v1/finances", new { project_id = 1, type = "expense", amount = 10, currency = "XAF" });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("42501", (string?)(await PeppiApi.JsonAsync(answer))["code"]);
        Assert.Equal(before, await api.Database.ScalarAsync<long>("select count(*) from finances"));
    }

    [Fact]
    public async Task An_insert_by_nobody_is_401_with_42501()
    {
        var answer = await api.Anon().PostAsJsonAsync("/rest/v1/alerts", new { message = "x" });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("42501", (string?)(await PeppiApi.JsonAsync(answer))["code"]);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_change_without_the_right_touches_no_row(string method)
    {
        var client = await api.AsAsync(RoleNames.ProjectManager);
        var request = new HttpRequestMessage(new HttpMethod(method), "/rest/v1/finances?id=gt.0")
        {
            Content = method == "PATCH" ? JsonContent.Create(new { label = "changed" }) : null,
        };
        request.Headers.Add("Prefer", "return=representation");
        var answer = await client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "[]"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(0, await api.Database.ScalarAsync<long>("select count(*) from finances where label = 'changed'"));
        Assert.True(await api.Database.ScalarAsync<long>("select count(*) from finances") > 0);
    }

    [Fact]
    public async Task An_embedded_row_is_bound_by_its_own_policy()
    {
        var client = await api.AsAsync(RoleNames.FieldTeam);
        var projects = (await PeppiApi.JsonAsync(await client.GetAsync("/rest/v1/projects?select=id,finances(id),chantier_messages(id)"))).AsArray();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Empty(project!["finances"]!.AsArray()));
        Assert.Contains(projects, project => project!["chantier_messages"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task A_module_refuses_bad_rows_in_bulk_by_index_and_writes_none()
    {
        var before = await api.Database.ScalarAsync<long>("select count(*) from supply_orders");
        JsonNode[] rows = [new JsonObject { ["item"] = "Ciment", ["quantity"] = 5 }, new JsonObject { ["item"] = "Fer", ["quantity"] = 0 }, new JsonObject { ["item"] = " ", ["quantity"] = -1 }];
        var answer = await (await api.AsAsync(RoleNames.Admin)).PostAsJsonAsync("/rest/v1/supply_orders", rows);
        var error = await PeppiApi.JsonAsync(answer);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("rule_violated", (string?)error["code"]);
        Assert.Equal("row 1: quantity must be greater than 0; row 2: quantity must be greater than 0; row 2: item must not be blank", (string?)error["details"]);
        Assert.Equal(before, await api.Database.ScalarAsync<long>("select count(*) from supply_orders"));
    }

    [Fact]
    public async Task Who_may_not_write_learns_that_and_not_what_is_wrong_with_his_row()
    {
        var answer = await (await api.AsAsync(RoleNames.Commercial)).PostAsJsonAsync("/rest/v1/supply_orders", new { quantity = -1 });
        Assert.Equal((HttpStatusCode.Forbidden, "42501"), (answer.StatusCode, (string?)(await PeppiApi.JsonAsync(answer))["code"]));
    }

    [Fact]
    public async Task A_row_goes_in_is_changed_and_goes_out()
    {
        var client = await api.AsAsync(RoleNames.Admin);
        client.DefaultRequestHeaders.Add("Prefer", "return=representation");
        var made = await client.PostAsJsonAsync("/rest/v1/alerts", new { project_id = 1, alert_type = "test", message = "Grue à l'arrêt 🚨" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (int)(await PeppiApi.JsonAsync(made))[0]!["id"]!;

        var changed = await client.PatchAsync($"/rest/v1/alerts?id=eq.{id}&select=id,status", JsonContent.Create(new { status = "resolved" }));
        Assert.Equal($$"""[{"id":{{id}},"status":"resolved"}]""", await changed.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, (await client.DeleteAsync($"/rest/v1/alerts?id=eq.{id}")).StatusCode);
        Assert.Equal("[]", await (await client.GetAsync($"/rest/v1/alerts?id=eq.{id}")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_person_cannot_give_himself_another_role()
    {
        var client = await api.AsAsync(RoleNames.FieldTeam);
        await client.PatchAsync("/rest/v1/users?email=eq.field_team@demo.peppi.local", JsonContent.Create(new { role_id = 1 }));
        Assert.Equal("field_team", await api.Database.ScalarAsync<string>(
            "select r.name from users u join roles r on r.id = u.role_id where u.email = 'field_team@demo.peppi.local'"));
    }

    [Fact]
    public async Task A_caller_cannot_become_another_role_from_inside_a_function()
    {
        await api.Database.ExecuteAsync("""
            create or replace function public.climb(target text) returns text language plpgsql as $$
            begin perform set_config('role', target, true); return current_user; end $$;
            grant execute on function public.climb(text) to authenticated;
            notify pgrst, 'reload schema';
            """);
        var client = await api.AsAsync(RoleNames.Finance);
        foreach (var target in (string[])["service_role", "peppi_owner", "peppi_auth", "peppi_service", "postgres"])
        {
            var answer = await client.PostAsJsonAsync("/rest/v1/rpc/climb", new { target });
            Assert.False(answer.IsSuccessStatusCode, $"{target}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<long> CountAsync(HttpClient client, string table)
    {
        var request = new HttpRequestMessage(HttpMethod.Head, $"/rest/v1/{table}?select=*");
        request.Headers.Add("Prefer", "count=exact");
        var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());

        // "0-9/57": PostgREST names no unit, so .NET's own parser gives up.
        return long.Parse(answer.Content.Headers.GetValues("Content-Range").Single().Split('/')[1], CultureInfo.InvariantCulture);
    }
}
