using Npgsql;
using Peppi.Testing;
using Peppi.WebApi.Tests.Storage;

namespace Peppi.WebApi.Tests.Commercial;

/// <summary>A real process, killed between a change and its evaluation.</summary>
public sealed class A_killed_server_loses_no_alert
{
    private const string Stock = "select count(*) from alerts where dedup_key = 'low_stock:990001'";
    private const string Mails = "select count(*) from app.mail_outbox where text like '%Sonde%' and to_address = 'manager@exemple.cm'";

    [Fact]
    public async Task A_change_whose_server_was_killed_before_it_looked_is_told_once_when_it_is_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("""
            insert into users (id, email, role_id, locale) select '00000000-0000-7000-8000-000000000001', 'manager@exemple.cm', id, 'fr' from roles where name = 'project_manager';
            insert into projects (id, name, status, manager_id) values (1, 'Les Palmiers', 'active', '00000000-0000-7000-8000-000000000001');
            delete from app.outbox;
            """);
        await using var server = new ServerProcess(database, new Dictionary<string, string> { ["Scheduling:Enabled"] = "true" });

        // Another node, as it were, holds the outbox: the server hears of the change and cannot look yet.
        await using (var holder = new NpgsqlConnection(database.SuperConnectionString))
        {
            await holder.OpenAsync();
            await using (var hold = new NpgsqlCommand("select pg_advisory_lock(x'6F7574626F78'::bigint)", holder)) await hold.ExecuteNonQueryAsync();
            await server.StartAsync();
            await database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (990001, 1, 'Sonde', 0, 10)");
            await server.KillAsync();
        }

        Assert.Equal(0, await database.ScalarAsync<long>(Stock));
        Assert.NotEqual(0, await database.ScalarAsync<long>("select count(*) from app.outbox"));
        await server.StartAsync();
        while (await database.ScalarAsync<long>(Mails) == 0) await Task.Delay(50);
        while (await database.ScalarAsync<long>("select count(*) from app.outbox") > 0) await Task.Delay(50);
        Assert.Equal((1, 1), (await database.ScalarAsync<long>(Stock), await database.ScalarAsync<long>(Mails)));
    }
}
