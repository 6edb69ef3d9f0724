using System.Text;
using Npgsql;
using Peppi.WebApi.Tests.Storage;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class A_killed_server_loses_no_message(InboxApi api) : IClassFixture<InboxApi>
{
    [Fact]
    public async Task Killed_between_keeping_a_webhook_and_reading_it_the_message_is_there_once_after_the_start()
    {
        // Holds the worker where the webhook is kept and its message is being written.
        await api.Database.ExecuteAsync("""
            create function app.hold() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
            create trigger hold before insert on chantier_messages for each row when (new.message_text = 'tenu') execute function app.hold();
            """);
        await using var server = new ServerProcess(api.Database, new Dictionary<string, string> { ["Scheduling:Enabled"] = "true", ["ManyChat:Secrets:0"] = InboxApi.Secret });
        await server.StartAsync();
        await DeliverAsync(server.Address);
        while (await AsSuperAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'") == 0) await Task.Delay(20);
        await server.KillAsync();

        // The database notices that its client is gone only when the statement ends.
        await AsSuperAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'");
        await api.Database.ExecuteAsync("drop trigger hold on chantier_messages");
        Assert.Equal("pending 0", await StateAsync());

        await server.StartAsync();
        while (await StateAsync() == "pending 0") await Task.Delay(20);
        Assert.Equal("processed 1", await StateAsync());

        // ManyChat, which got no answer, may send it again.
        await DeliverAsync(server.Address);
        while (await api.Database.ScalarAsync<long>("select count(*) from app.webhook_inbox where outcome = 'duplicate'") == 0) await Task.Delay(20);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("select count(*) from chantier_messages"));
    }

    private static async Task DeliverAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/functions/v1/manychat-webhook");
        request.Content = new StringContent("""{"id": "1", "text": "tenu", "last_interaction": "2026-11-22T10:00:00Z"}""", Encoding.UTF8, "application/json");
        request.Headers.Add("X-Peppi-Webhook-Secret", InboxApi.Secret);
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private Task<string> StateAsync() =>
        api.Database.ScalarAsync<string>("select (select outcome from app.webhook_inbox) || ' ' || (select count(*) from chantier_messages)");

    private async Task<long> AsSuperAsync(string sql)
    {
        await using var super = new NpgsqlConnection(api.Database.SuperConnectionString);
        await super.OpenAsync();
        await using var command = new NpgsqlCommand(sql, super);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
