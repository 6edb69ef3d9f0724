using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.DataApi;
using Peppi.DataApi.Catalog;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.DataApi;

/// <summary>The engine on a migrated database of Peppi's, through the service login: every row, no policy in the way.</summary>
public sealed class The_engine_runs_on_PostgreSQL : IAsyncLifetime
{
    private TestDatabase database = null!;
    private DataApiPipeline pipeline = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(demo: true);
        pipeline = database.Services.GetRequiredService<DataApiPipeline>();
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_read_filters_orders_embeds_and_counts()
    {
        var (response, body) = await SendAsync("GET", "/finances?select=id,projects(name)&order=id&limit=2", "", ("Prefer", "count=exact"));
        Assert.Equal(206, response.Status);
        Assert.Matches("^0-1/[0-9]+$", response.Header("Content-Range"));
        Assert.Contains("\"projects\":{\"name\":", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_exposed_table_answers_and_none_is_forgotten()
    {
        var source = database.Services.GetRequiredService<ICatalogSource>();
        Assert.Null((await source.GetAsync(CancellationToken.None)).Refused(out var catalog));
        var tables = catalog.Facts.Relations.Where(r => r is { Schema: "public", Kind: "r" or "v" }).Select(r => r.Name).ToList();
        Assert.Contains("finances", tables);
        foreach (var table in tables)
        {
            var (response, body) = await SendAsync("GET", $"/{table}?limit=1");
            Assert.True(response.Status == 200, $"{table}: {body}");
        }
    }

    [Fact]
    public async Task A_write_is_there_afterwards_and_its_answer_shows_it()
    {
        var (inserted, body) = await SendAsync("POST", "/alerts?select=message", """{"project_id":1,"alert_type":"delay","message":"late"}""", ("Prefer", "return=representation"));
        Assert.Equal((201, """[{"message":"late"}]"""), (inserted.Status, body));
        var (changed, _) = await SendAsync("PATCH", "/alerts?message=eq.late", """{"message":"later"}""");
        Assert.Equal((204, "0-0/*"), (changed.Status, changed.Header("Content-Range")));
        var (_, found) = await SendAsync("GET", "/alerts?select=message&message=eq.later");
        Assert.Equal("""[{"message":"later"}]""", found);
        var (deleted, _) = await SendAsync("DELETE", "/alerts?message=eq.later");
        Assert.Equal(204, deleted.Status);
    }

    [Fact]
    public async Task Nothing_stays_of_a_write_that_more_rows_than_one_answered()
    {
        var (response, _) = await SendAsync("PATCH", "/projects?id=gt.0", """{"description":"gone"}""", ("Accept", "application/vnd.pgrst.object+json"), ("Prefer", "return=representation"));
        Assert.Equal(406, response.Status);
        var (_, found) = await SendAsync("GET", "/projects?description=eq.gone&select=id");
        Assert.Equal("[]", found);
    }

    [Fact]
    public async Task Nothing_stays_of_a_list_whose_last_row_is_refused()
    {
        var (response, body) = await SendAsync("POST", "/alerts", """[{"project_id":1,"alert_type":"delay","message":"half"},{"project_id":-1,"alert_type":"delay","message":"half"}]""");
        Assert.Equal(409, response.Status);
        Assert.Contains("23503", body, StringComparison.Ordinal);
        Assert.Equal("[]", (await SendAsync("GET", "/alerts?message=eq.half&select=id")).Body);
    }

    [Fact]
    public async Task Of_two_that_wait_for_each_other_the_one_that_gives_way_is_run_again()
    {
        await OwnerAsync("""
            create function public.cross_over() returns int language plpgsql volatile security definer set search_path = public as
            $$ begin
              update projects set description = coalesce(description, '') || '+' where id = 1;
              perform pg_advisory_xact_lock(4711);
              update projects set description = coalesce(description, '') || '+' where id = 2;
              return 1;
            end $$;
            grant execute on function public.cross_over() to service_role;
            update projects set description = '' where id in (1, 2)
            """);
        await using var gate = await OpenAsync("select pg_advisory_lock(4711)");

        // It holds the second row and would wait for an hour: so it is not the one that gives way.
        await using var other = await OpenAsync("begin; set local deadlock_timeout = '1h'; update projects set description = description || '.' where id = 2");
        var request = SendAsync("POST", "/rpc/cross_over");
        while (!await AskAsync(gate, "select exists (select from pg_locks where locktype = 'advisory' and objid = 4711 and not granted and database = (select oid from pg_database where datname = current_database()))")) await Task.Yield();
        var crossing = AskAsync(other, "with done as (update projects set description = description || '.' where id = 1 returning true) select * from done");
        while (!await AskAsync(gate, $"select exists (select from pg_stat_activity where pid = {other.ProcessID} and wait_event_type = 'Lock')")) await Task.Yield();
        await AskAsync(gate, "select pg_advisory_unlock(4711)");
        await crossing;
        await AskAsync(other, "commit; select true");
        var (response, body) = await request;
        Assert.True(response.Status == 200, body);
        Assert.Equal(".+ .+", await database.ScalarAsync<string>("select string_agg(description, ' ' order by id) from projects where id in (1, 2)"));
    }

    [Fact]
    public async Task Role_and_claims_end_with_their_transaction()
    {
        await OwnerAsync("""
            create function public.whoami() returns json language sql stable as
            $$ select json_build_object('role', current_user, 'sub', current_setting('request.jwt.claims', true)::json ->> 'sub', 'path', current_setting('request.path', true)) $$;
            grant execute on function public.whoami() to anon, authenticated, service_role;
            """);
        for (var turn = 0; turn < 20; turn++)
        {
            var role = turn % 2 == 0 ? "service_role" : "anon";
            var (response, body) = await SendAsync("GET", "/rpc/whoami", role: role, claims: $$"""{"sub":"{{turn}}"}""");
            Assert.True(response.Status == 200, body);
            Assert.Equal($$"""{"role" : "{{role}}", "sub" : "{{turn}}", "path" : "/rpc/whoami"}""", body);
        }
    }

    [Fact]
    public async Task A_function_called_by_GET_cannot_write()
    {
        await OwnerAsync("""
            create function public.scribble() returns void language sql volatile security definer set search_path = public as
            $$ insert into alerts (project_id, alert_type, message) values (1, 'delay', 'scribbled') $$;
            grant execute on function public.scribble() to service_role;
            """);
        Assert.Equal(405, (await SendAsync("GET", "/rpc/scribble")).Response.Status);
        Assert.Equal(204, (await SendAsync("POST", "/rpc/scribble")).Response.Status);
        Assert.NotEqual("[]", (await SendAsync("GET", "/alerts?message=eq.scribbled")).Body);
    }

    [Fact]
    public async Task A_changed_table_is_known_after_a_reload_without_a_dropped_request()
    {
        await SendAsync("GET", "/alerts?limit=1");
        await SendAsync("GET", "/alerts?limit=1");
        await SendAsync("GET", "/alerts?limit=1");
        await OwnerAsync("alter table public.alerts add column shade text default 'grey'; ");
        Assert.Equal(200, (await SendAsync("GET", "/alerts?limit=1")).Response.Status);
        Assert.Equal(400, (await SendAsync("GET", "/alerts?select=shade&limit=1")).Response.Status);
        await database.Services.GetRequiredService<ICatalogSource>().ReloadAsync(CancellationToken.None);
        Assert.Contains("grey", (await SendAsync("GET", "/alerts?select=shade&limit=1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_larger_than_any_buffer_arrives_whole()
    {
        await OwnerAsync("""
            create function public.flood(n int) returns setof text language sql immutable as $$ select repeat('x', 100) from generate_series(1, n) $$;
            grant execute on function public.flood(int) to service_role;
            """);
        var (response, body) = await SendAsync("GET", "/rpc/flood?n=9000");
        Assert.Equal(200, response.Status);
        Assert.Equal(response.Header("Content-Length"), body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.EndsWith("\"]", body, StringComparison.Ordinal);
        Assert.True(body.Length > 900_000);
    }

    [Fact]
    public async Task A_role_has_the_settings_that_it_would_have_if_it_logged_in_itself()
    {
        await OwnerAsync("""
            do $$ begin execute format('alter role service_role in database %I set statement_timeout = ''77s''', current_database()); end $$;
            do $$ begin execute format('alter role service_role in database %I set default_transaction_isolation = ''serializable''', current_database()); end $$;
            create function public.told() returns json language sql stable as
            $$ select json_build_array(current_setting('statement_timeout'), current_setting('transaction_isolation')) $$;
            grant execute on function public.told() to anon, service_role;
            """);
        Assert.Equal("[\"77s\", \"serializable\"]", (await SendAsync("GET", "/rpc/told")).Body);
        Assert.Equal("[\"77s\", \"serializable\"]", (await SendAsync("POST", "/rpc/told")).Body);
        Assert.Contains("read committed", (await SendAsync("GET", "/rpc/told", "anon", "{}")).Body, StringComparison.Ordinal);
    }

    private async Task<(DataApiResponse Response, string Body)> SendAsync(string method, string address, string body = "", params (string Name, string Value)[] headers) =>
        await SendAsync(method, address, "service_role", "{}", body, headers);

    private async Task<(DataApiResponse Response, string Body)> SendAsync(
        string method, string address, string role, string claims, string body = "", params (string Name, string Value)[] headers)
    {
        var parts = address.Split('?', 2);
        await using var response = await pipeline.RunAsync(
            new DataApiRequest
            {
                Method = method,
                Path = parts[0],
                Query = parts.Length == 2 ? parts[1] : "",
                Body = Encoding.UTF8.GetBytes(body),
                Headers = [.. headers.Select(h => new KeyValuePair<string, string>(h.Name, h.Value))],
                Role = role,
                Claims = claims,
                SignedIn = role != "anon",
            },
            CancellationToken.None);
        using var read = new MemoryStream();
        await response.WriteAsync(read, CancellationToken.None);
        return (response, Encoding.UTF8.GetString(read.ToArray()));
    }

    private async Task OwnerAsync(string sql)
    {
        await using var connection = await OpenAsync(sql);
    }

    private async Task<NpgsqlConnection> OpenAsync(string sql)
    {
        var connection = new NpgsqlConnection(database.SuperConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is true or null;
    }
}
