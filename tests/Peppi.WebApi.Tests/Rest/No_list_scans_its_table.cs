using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Peppi.DataApi;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Rest;

/// <summary>
/// What PostgreSQL really does for each role's list of each table, over tables of thousands of rows of which a person owns a few: it
/// must not look at rows by the thousand in order to answer a hundred. Row-level security is the usual reason why it would.
/// </summary>
public sealed class No_list_scans_its_table(CrowdedApi api) : IClassFixture<CrowdedApi>
{
    private const int Page = 100;

    public static TheoryData<string, string> EveryListOfEverybody
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var person in RightsScene.Everyone.Where(person => person != RightsScene.Deactivated))
                foreach (var table in ExposedTables.All) data.Add(person, table.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryListOfEverybody))]
    public async Task Each_role_reads_about_as_many_rows_as_it_gets(string person, string table)
    {
        var order = table == "role_permissions" ? "role_id.desc" : "id.desc";
        foreach (var query in new[] { $"limit={Page}", $"order={order}&limit={Page}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/rest/v1/{table}?{query}");
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/vnd.pgrst.plan+json; options=analyze"));
            var answer = await api.As(person).SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);

            var read = Looked(JsonNode.Parse(text)![0]!["Plan"]!, table);
            Assert.True(read <= 10 * Page, $"{person} reads {read} rows of {table} for ?{query}:\n{text}");
        }
    }

    // Rows of the table that were looked at, whether or not they were given on.
    private static double Looked(JsonNode node, string table)
    {
        var looked = 0d;
        if ((string?)node["Relation Name"] == table)
        {
            var loops = (double)node["Actual Loops"]!;
            looked += loops * ((double)node["Actual Rows"]! + ((double?)node["Rows Removed by Filter"] ?? 0) + ((double?)node["Rows Removed by Index Recheck"] ?? 0));
        }

        foreach (var child in node["Plans"]?.AsArray() ?? []) looked += Looked(child!, table);
        return looked;
    }
}

/// <summary>The real application over crowded tables: 3,000 projects and as many rows of everything else, of which each person owns a few.</summary>
public sealed class CrowdedApi : RightsApi
{
    private const int Crowd = 3_000;

    protected override DataApiSettings DataApi { get; } = new() { Aggregates = true, MaxRows = 10_000, ExtraSearchPath = [], Plans = true };

    protected override async Task CrowdAsync(TestDatabase database)
    {
        await database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            insert into users (id, email, role_id) select gen_random_uuid(), 'crowd' || n || '@example.org', 1 from generate_series(1, {Crowd}) n;
            insert into projects (id, name) select 20000 + n, 'P' || n from generate_series(1, {Crowd}) n;
            insert into project_members (project_id, user_id) select 20000 + n, '{RightsScene.Stranger}' from generate_series(1, {Crowd}) n;
            insert into strategie_kpis (id, project_id) select 20000 + n, 20000 + n from generate_series(1, {Crowd}) n;
            insert into strategie_kpi_values (kpi_id, period_start, value) select 20000 + n, '2026-01-01', 1 from generate_series(1, {Crowd}) n;
            insert into strategie_action_plans (project_id, title) select 20000 + n, 'T' from generate_series(1, {Crowd}) n;
            insert into supply_orders (project_id) select 20000 + n from generate_series(1, {Crowd}) n;
            insert into inventory_items (id, project_id) select 20000 + n, 20000 + n from generate_series(1, {Crowd}) n;
            insert into inventory_movements (item_id, movement_type, quantity) select 20000 + n, 'receipt', 1 from generate_series(1, {Crowd}) n;
            insert into chantier_messages (project_id) select 20000 + n from generate_series(1, {Crowd}) n;

            -- Where the planner's guess is worst: much in few projects, and what is one's own at the far end.
            insert into finances (project_id, type, amount, currency) select {RightsScene.OwnProject}, 'expense', 10, 'XAF' from generate_series(1, 600) n;
            insert into finances (project_id, type, amount, currency) select 20001 + n % 100, 'expense', 10, 'XAF' from generate_series(100, 60000) n;
            insert into commercial_activities (project_id) select 20000 + n from generate_series(1, {Crowd}) n;
            insert into units (id, project_id, reference) select 20000 + n, 20000 + n, 'A-1' from generate_series(1, {Crowd}) n;

            -- Each row has laws of its own, which are tested elsewhere.
            alter table reservations disable trigger user;
            alter table payments disable trigger user;
            insert into reservations (id, unit_id, project_id, client_name) select 20000 + n, 20000 + n, 20000 + n, 'C' from generate_series(1, {Crowd}) n;
            insert into payments (reservation_id, project_id, amount) select 20000 + n, 20000 + n, 10 from generate_series(1, {Crowd}) n;
            alter table reservations enable trigger user;
            alter table payments enable trigger user;
            insert into alerts (project_id) select 20000 + n from generate_series(1, {Crowd}) n;
            insert into alert_rules (project_id, code) select 20000 + n, 'low_stock' from generate_series(1, {Crowd}) n;
            insert into reports (report_type, owner_id) select 'finance', '{RightsScene.Stranger}' from generate_series(1, {Crowd}) n;
            insert into report_schedules (id, name, report_type, cron, owner_id) select 20000 + n, 'S', 'finance', '0 0 7 * * ?', '{RightsScene.Stranger}' from generate_series(1, {Crowd}) n;
            insert into report_schedule_recipients (schedule_id, user_id) select 20000 + n, '{RightsScene.Stranger}' from generate_series(1, {Crowd}) n;
            insert into report_deliveries (slot, recipient_id) select now() + n * interval '1 second', '{RightsScene.Stranger}' from generate_series(1, {Crowd}) n;
            """));
        await database.ExecuteAsync("analyze");
    }
}
