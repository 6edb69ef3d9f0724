using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Chantier;
using Peppi.Application.Shared;

namespace Peppi.WebApi.Tests.Chantier;

public sealed class Faults_that_pass_cost_no_message(InboxApi api) : IClassFixture<InboxApi>, IAsyncLifetime
{
    // Fails as often as a row's text says, with the SQLSTATE that it names: "panne 40P01 2 …".
    public async Task InitializeAsync() => await api.Database.ExecuteAsync("""
        create table if not exists app.faults (mark text);
        grant all on app.faults to public;
        create sequence if not exists app.fault_count;
        grant usage on sequence app.fault_count to public;
        create or replace function app.fail() returns trigger language plpgsql as $$
        declare
          said text[] := string_to_array(new.message_text, ' ');
        begin
          -- A sequence outlives what is undone.
          if nextval('app.fault_count') <= said[3]::bigint then raise exception using errcode = said[2], message = 'planned'; end if;
          return new;
        end $$;
        create or replace trigger fail before insert on chantier_messages for each row when (new.message_text like 'panne %' and new.inbox_id is not null) execute function app.fail();
        create or replace trigger fail_finish before update of ingested_at on chantier_messages
          for each row when (new.message_text like 'panne %' and old.ingested_at is null and new.contact_id is not null) execute function app.fail();
        alter sequence app.fault_count restart;
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("40P01")]
    [InlineData("40001")]
    [InlineData("55P03")]
    [InlineData("57P03")]
    [InlineData("08006")]
    public async Task A_row_that_a_server_inserted_finds_its_site_after_a_deadlock(string fault)
    {
        var mark = Guid.NewGuid().ToString("n");
        var site = await api.SiteAsync("PAN-" + mark);
        await InsertAsync($"panne {fault} 2 {mark} #PAN-{mark}");
        await api.ProcessAsync();
        Assert.Equal(site, (int?)Assert.Single(await api.MessagesAsync(mark))["project_id"]);
        Assert.Equal(0, await api.Database.ScalarAsync<long>("select count(*) from app.webhook_inbox where source = 'api'"));
    }

    [Fact]
    public async Task A_webhook_that_meets_a_deadlock_again_and_again_waits_and_is_no_poison()
    {
        var mark = Guid.NewGuid().ToString("n");
        await api.TakeInAsync($$"""{"id": "{{mark}}", "text": "panne 40P01 4 {{mark}}"}""");
        Assert.Equal("pending", await OutcomeAsync(mark));
        await api.Database.ExecuteAsync("update app.webhook_inbox set next_attempt_at = now() where outcome = 'pending'");
        await api.ProcessAsync();
        Assert.Equal("processed", await OutcomeAsync(mark));
        Assert.Single(await api.MessagesAsync(mark));
    }

    [Fact]
    public async Task What_can_never_be_found_out_about_a_row_is_in_quarantine_and_read_again_from_there()
    {
        var mark = Guid.NewGuid().ToString("n");
        var site = await api.SiteAsync("PSN-" + mark);
        await InsertAsync($"panne P0001 1 {mark} #PSN-{mark}");
        await api.ProcessAsync();
        Assert.Null((int?)Assert.Single(await api.MessagesAsync(mark))["project_id"]);
        var id = await api.Database.ScalarAsync<long>("select id from app.webhook_inbox where source = 'api' and outcome = 'quarantined'");

        Assert.True((await api.Services.GetRequiredService<CallerScopes>().RunAsync(Caller.Jobs, services =>
            services.GetRequiredService<UseCases>().SendAsync(new ReplayWebhooks { Id = id }, CancellationToken.None))).Succeeded);
        await api.ProcessAsync();
        Assert.Equal(site, (int?)Assert.Single(await api.MessagesAsync(mark))["project_id"]);
        Assert.Equal("processed", await api.Database.ScalarAsync<string>("select outcome from app.webhook_inbox where id = $1", id));
        await api.Database.ExecuteAsync("delete from app.webhook_inbox where id = $1", id);
    }

    [Fact]
    public async Task Two_bulks_with_the_same_rows_in_opposite_order_do_not_wait_for_each_other_for_ever()
    {
        for (var round = 0; round < 5; round++)
        {
            var mark = Guid.NewGuid().ToString("n");
            var rows = Enumerable.Range(0, 200).Select(at => new JsonObject { ["sender"] = "Chef", ["message_text"] = $"vrac {mark} {at}" }).ToArray();
            var answers = await Task.WhenAll(SendAsync(rows), SendAsync(rows.Reverse()));
            Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString()));
            Assert.Equal(200, await api.Database.ScalarAsync<long>("select count(*) from chantier_messages where message_text like 'vrac ' || $1 || ' %'", mark));
        }

        Task<HttpResponseMessage> SendAsync(IEnumerable<JsonObject> rows) =>
            api.Service().PostAsJsonAsync("/rest/v1/chantier_messages", new JsonArray([.. rows.Select(row => row.DeepClone())]));
    }

    private async Task InsertAsync(string text) => (await api.Service().PostAsJsonAsync("/rest/v1/chantier_messages", new { sender = "Chef", sender_phone = "699 00 77 88", message_text = text })).EnsureSuccessStatusCode();

    private Task<string> OutcomeAsync(string mark) =>
        api.Database.ScalarAsync<string>("select outcome from app.webhook_inbox where convert_from(body, 'UTF8') like '%' || $1 || '%'", mark);
}
