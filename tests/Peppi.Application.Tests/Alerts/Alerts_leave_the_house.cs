using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;
using Peppi.Application.Changes.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;

namespace Peppi.Application.Tests.Alerts;

/// <summary>Other programs hear of alerts, nobody who hangs keeps others from hearing, and what watches the ways is told by another way.</summary>
public sealed class Alerts_leave_the_house
{
    private const string Target = """
        insert into app.webhook_targets (id, name, url, format, events, secret, active) values
          ('00000000-0000-7000-8000-00000000000a', 'Programme', 'https://a.example/', 'peppi', '{alert.*}', 'x', true), ('00000000-0000-7000-8000-00000000000b', 'Slack', 'https://b.example/', 'slack', '{alert.raised}', 'x', true);
        """;

    [Fact]
    public async Task Each_step_of_an_alert_reaches_the_webhooks_that_asked_once_with_its_words()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync(Target + """
            insert into app.webhook_targets (id, name, url, format, events, secret, active) values ('00000000-0000-7000-8000-00000000000c', 'Tout', 'https://c.example/', 'peppi', '{*}', 'x', true);
            insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 0, 10)
            """);
        await scene.SettleAsync();
        var alert = await scene.Database.ScalarAsync<int>("select id from alerts");
        await scene.AsAsync(Caller.OnBehalfOf(AlertScene.Manager, null), new ChangeAlert(alert, AlertAct.Acknowledge));
        await scene.Database.ExecuteAsync("update inventory_items set quantity_on_hand = 50");
        await scene.SettleAsync();
        await scene.SettleAsync();

        Assert.Equal("alert.raised alert.acknowledged alert.resolved", await EventsAsync(scene, 'a'));
        Assert.Equal("alert.raised", await EventsAsync(scene, 'b'));
        Assert.Equal("alert.raised alert.acknowledged alert.resolved", await scene.Database.ScalarAsync<string>("select string_agg(event_type, ' ' order by id) from app.webhook_events where target_id::text like '%c' and event_type like 'alert%'"));
        Assert.Equal($"Les Palmiers : Ciment : plus rien en stock.|Les Palmiers: Ciment: out of stock.|critical|http://127.0.0.1:5081/alerts/{alert}|1", await scene.Database.ScalarAsync<string>("""
            select concat_ws('|', b ->> 'text', b ->> 'text_en', b ->> 'priority', b ->> 'link', b ->> 'project_id') from (select body::jsonb b from app.webhook_events where event_type = 'alert.raised' and target_id::text like '%a') one
            """));
        Assert.StartsWith("{\"text\":\"*critical* Les Palmiers", await scene.Database.ScalarAsync<string>("select body from app.webhook_events where target_id::text like '%b'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_hangs_costs_the_others_one_look_and_gets_its_changes_later()
    {
        var hangs = true;
        List<int?> heard = [];
        var slow = new Hanging(async (changes, token) =>
        {
            if (hangs) await Task.Delay(Timeout.Infinite, token);
            heard.AddRange(changes.Select(change => change.RowId));
        });
        await using var scene = await AlertScene.CreateAsync(services => services.AddSingleton<IChangeListener>(slow).Configure<ChangesOptions>(options => options.ListenerSeconds = 1));
        await scene.Database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) select n, 1, 'A' || n, 0, 10 from generate_series(1, 600) n");
        await scene.SettleAsync();
        Assert.Equal((600L, 600L, 1), (
            await scene.Database.ScalarAsync<long>("select count(*) from alerts"),
            await scene.Database.ScalarAsync<long>("select count(*) from app.outbox_retries where listener = 'hanging' and next_attempt_at is not null"),
            slow.Calls));

        hangs = false;
        scene.Clock.Now += TimeSpan.FromMinutes(2);
        while (await scene.Database.ScalarAsync<long>("select count(*) from app.outbox_retries") > 0) await scene.AsJobsAsync(new TellChanges());
        Assert.Equal(Enumerable.Range(1, 600), heard.OfType<int>().Order());
    }

    [Fact]
    public async Task That_changes_wait_or_a_source_is_silent_is_told_without_the_way_that_is_blocked()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync(Target + $"""
            insert into users (id, email, role_id, locale) select '00000000-0000-7000-8000-000000000005', 'admin@exemple.cm', id, 'fr' from roles where name = '{RoleNames.Admin}';
            update alert_rules set enabled = true where code = 'outbox_deep';
            insert into app.webhook_inbox (source, body, outcome, received_at) values ('manychat', 'x', 'processed', '2026-11-22 09:01Z'), ('whatsapp', 'x', 'processed', '2026-11-22 08:59Z'), ('whatsapp', 'x', 'processed', '2026-11-01 08:59Z');
            delete from app.outbox;
            insert into app.outbox (table_name, key, kind, at) values ('projects', '{"{\"id\": 1}"}', 'update', '2026-11-23 08:54Z')
            """);

        // Nobody hands on changes; whoever answers for Peppi is told nevertheless.
        await scene.AsJobsAsync(new SweepAlerts());
        await scene.AsJobsAsync(new TellPeople());
        Assert.Equal("outbox_deep:waiting critical, webhook_silent:whatsapp high", await scene.OpenAsync());
        Assert.Equal("admin@exemple.cm 1", await scene.MailsAsync());
        Assert.Equal("alert.raised", await EventsAsync(scene, 'a'));

        // Once they are handed on, it is over, and nothing is told twice.
        await scene.SettleAsync();
        await scene.AsJobsAsync(new SweepAlerts());
        Assert.Equal("webhook_silent:whatsapp high", await scene.OpenAsync());
        Assert.Equal(1L, await scene.Database.ScalarAsync<long>("select count(*) from app.webhook_events where event_id like 'alert_%_raised_%' and target_id::text like '%a' and body like '%transmis assez vite%'"));
    }

    [Fact]
    public async Task A_project_that_hands_nothing_up_is_not_handed_up_by_the_general_rule_and_short_lead_times_count()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            update alert_rules set escalate_after_hours = 1 where code = 'low_stock';
            insert into alert_rules (code, project_id, enabled, parameters, escalate_after_hours) values ('low_stock', 1, true, '{}', null);
            insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point, lead_time_days) values (1, 1, 'A', 0, 10, null), (2, 2, 'B', 0, 10, null), (3, 2, 'C', 30, null, 20), (4, 2, 'D', 30, null, 14);
            insert into inventory_movements (item_id, project_id, movement_type, quantity, moved_on) select item, 2, 'issue', -56, '2026-11-10' from generate_series(3, 4) item;
            update inventory_items set quantity_on_hand = 30 where id in (3, 4);
            """);
        await scene.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("low_stock:1 critical, low_stock:2 critical, low_stock:3 high", await scene.OpenAsync());
        await scene.LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal("2,3", await scene.Database.ScalarAsync<string>("select string_agg(substr(dedup_key, 11), ',' order by dedup_key) from alerts where escalated_at is not null"));
    }

    private static Task<string> EventsAsync(AlertScene scene, char target) => scene.Database.ScalarAsync<string>(
        "select coalesce(string_agg(event_type, ' ' order by id), '') from app.webhook_events where target_id::text like $1", "%" + target);

    private sealed class Hanging(Func<IReadOnlyList<Change>, CancellationToken, Task> hear) : IChangeListener
    {
        public int Calls { get; private set; }

        public string Name => "hanging";

        public bool Hears(Change change) => change.Table == "inventory_items";

        public Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
        {
            Calls++;
            return hear(changes, cancellationToken);
        }
    }
}
