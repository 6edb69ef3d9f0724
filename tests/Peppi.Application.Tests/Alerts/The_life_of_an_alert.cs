using Npgsql;

namespace Peppi.Application.Tests.Alerts;

public sealed class The_life_of_an_alert : IAsyncLifetime
{
    private AlertScene scene = null!;

    public async Task InitializeAsync() => scene = await AlertScene.CreateAsync();

    public async Task DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task Crossed_recrossed_within_the_dead_band_acknowledged_resolved_and_crossed_again_it_reads_right_and_mails_once_and_never_at_night()
    {
        await scene.Database.ExecuteAsync($"""
            update alert_rules set resolve_after_hours = 24 where code = 'low_stock';
            insert into app.alert_preferences (user_id, quiet_from, quiet_to) values ('{AlertScene.Director}', '20:00', '07:00');
            insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 10, 10)
            """);
        await scene.SettleAsync();
        Assert.Equal("low_stock:7 high", await scene.OpenAsync());
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());

        // Above the level for an hour, and down again: nothing new to say.
        await StockAsync(12);
        await scene.LaterAsync(TimeSpan.FromHours(1));
        await StockAsync(9);
        Assert.Equal("low_stock:7 high", await scene.OpenAsync());

        Assert.Equal(1, await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'acknowledged'"));
        Assert.Equal(AlertScene.Manager, await scene.Database.ScalarAsync<Guid>("select acknowledged_by from alerts"));
        await StockAsync(40);
        await scene.LaterAsync(TimeSpan.FromHours(23));
        Assert.Equal("low_stock:7 high", await scene.OpenAsync());
        await scene.LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal("", await scene.OpenAsync());

        // Tuesday, 23:00 in Douala.
        scene.Clock.Now = new DateTimeOffset(2026, 11, 24, 22, 0, 0, TimeSpan.Zero);
        await StockAsync(3);
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 2", await scene.MailsAsync());
        await scene.LaterAsync(TimeSpan.FromMinutes(479));
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 2", await scene.MailsAsync());
        await scene.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("director@exemple.cm 2, manager@exemple.cm 2", await scene.MailsAsync());

        Assert.Equal("raised acknowledged resolved | raised", await scene.Database.ScalarAsync<string>("""
            select string_agg(story, ' | ' order by alert_id) from (select alert_id, string_agg(kind, ' ' order by id) as story from alert_events group by alert_id) stories
            """));
        Assert.Equal(AlertScene.Manager, await scene.Database.ScalarAsync<Guid>("select actor_id from alert_events where kind = 'acknowledged'"));
        Assert.Equal("High: Ciment: stock at its reorder point (10).", await scene.Database.ScalarAsync<string>("select subject from app.mail_outbox where to_address like 'director%' order by id limit 1"));
    }

    [Fact]
    public async Task A_rising_priority_opens_it_again_and_says_so_and_a_persons_own_choice_stands_until_then()
    {
        await scene.Database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 5, 10)");
        await scene.SettleAsync();
        await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'acknowledged', priority = 'warning'");
        await StockAsync(4);
        Assert.Equal("low_stock:7 warning", await scene.OpenAsync());

        scene.Clock.Now += TimeSpan.FromHours(1);
        await StockAsync(0);
        Assert.Equal("low_stock:7 critical", await scene.OpenAsync());
        Assert.Equal("open", await scene.Database.ScalarAsync<string>("select status from alerts"));
        Assert.Equal("director@exemple.cm 2, manager@exemple.cm 2", await scene.MailsAsync());
    }

    [Fact]
    public async Task Put_off_it_is_quiet_until_then_and_comes_back_once()
    {
        await scene.Database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 5, 10)");
        await scene.SettleAsync();

        // The database's own clock judges what a client asks for.
        await scene.AsPersonAsync(AlertScene.Manager, "update alerts set snoozed_until = now() + interval '20 years'");
        Assert.Equal("snoozed", await scene.Database.ScalarAsync<string>("select status from alerts"));
        await scene.LaterAsync(TimeSpan.FromDays(30));
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());

        await scene.LaterAsync(TimeSpan.FromDays(365 * 21));
        Assert.Equal("open", await scene.Database.ScalarAsync<string>("select status from alerts"));
        Assert.Equal("director@exemple.cm 2, manager@exemple.cm 2", await scene.MailsAsync());
    }

    [Fact]
    public async Task What_nobody_acknowledges_in_time_is_handed_up_once()
    {
        await scene.Database.ExecuteAsync($"""
            update alert_rules set escalate_after_hours = 4, escalate_to = '{AlertScene.Accountant}', notify_roles = array['project_manager'] where code = 'low_stock';
            insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 5, 10)
            """);
        await scene.SettleAsync();
        await scene.LaterAsync(TimeSpan.FromHours(3));
        Assert.Equal("manager@exemple.cm 1", await scene.MailsAsync());
        await scene.LaterAsync(TimeSpan.FromHours(1));
        await scene.LaterAsync(TimeSpan.FromHours(8));
        Assert.Equal("accountant@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());
        Assert.Equal(AlertScene.Accountant, await scene.Database.ScalarAsync<Guid>("select assigned_to from alerts"));
    }

    [Fact]
    public async Task Fifty_alerts_at_once_are_one_mail()
    {
        await scene.Database.ExecuteAsync("insert into inventory_items (project_id, item_name, quantity_on_hand, reorder_point) select 1, 'Article ' || n, 0, 10 from generate_series(1, 50) n");
        await scene.SettleAsync();
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());
        Assert.Equal("50 alertes, dont 50 critiques", await scene.Database.ScalarAsync<string>("select subject from app.mail_outbox where to_address like 'manager%'"));
    }

    [Fact]
    public async Task A_manager_sees_and_acknowledges_the_alerts_of_his_projects_alone_and_writes_no_history()
    {
        await scene.Database.ExecuteAsync("insert into alerts (project_id, alert_type, message) values (1, 'divers', 'Grue en panne'), (2, 'divers', 'Accès fermé')");
        Assert.Equal(1, await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'acknowledged'"));
        Assert.Equal(0, await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'resolved' where project_id = 2"));
        await Assert.ThrowsAsync<PostgresException>(() => scene.AsPersonAsync(AlertScene.Manager, "insert into alert_events (alert_id, kind) select id, 'resolved' from alerts"));
        Assert.Equal(0, await scene.AsPersonAsync(AlertScene.Manager, "update alert_events set kind = 'resolved'"));
        Assert.Equal(0, await scene.AsPersonAsync(AlertScene.Manager, "delete from alert_events"));
        Assert.Equal(1, await scene.AsPersonAsync(AlertScene.Manager, "insert into alert_events (alert_id, note) select id, 'Appelé le loueur' from alerts"));

        // What is over stays over.
        await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'resolved'");
        await Assert.ThrowsAsync<PostgresException>(() => scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'open'"));
    }

    [Fact]
    public async Task What_a_person_raises_takes_no_key_of_peppis_and_what_tells_of_money_is_read_by_who_reads_money()
    {
        await scene.Database.ExecuteAsync("""
            update users set role_id = (select id from roles where name = 'field_team') where email = 'other@exemple.cm';
            insert into alerts (project_id, alert_type, message, dedup_key) values (2, 'budget_consumed', 'Budget : 96 %', 'budget_consumed:2'), (2, 'low_stock', 'Ciment', 'low_stock:9')
            """);
        await scene.SettleAsync();
        await scene.AsPersonAsync(AlertScene.OtherManager, "do $$ begin assert (select string_agg(alert_type, ' ') from alerts) = 'low_stock'; assert (select count(*) from alert_events) = 1; end $$");
        Assert.Equal(0L, await scene.Database.ScalarAsync<long>($"select count(*) from app.alert_notices notice join alerts on alerts.id = alert_id where user_id = '{AlertScene.OtherManager}' and alert_type = 'budget_consumed'"));

        await scene.AsPersonAsync(AlertScene.OtherManager, "insert into alerts (project_id, alert_type, message, dedup_key, raised_priority, status) values (2, 'low_stock', 'À moi', 'low_stock:7', 'critical', 'snoozed')");
        Assert.Equal("open", await scene.Database.ScalarAsync<string>("select status from alerts where message = 'À moi' and dedup_key is null and raised_priority is null"));
        await scene.AsPersonAsync(AlertScene.Director, "update alerts set dedup_key = 'low_stock:7', alert_type = 'x' where message = 'À moi'");
        Assert.Equal("low_stock", await scene.Database.ScalarAsync<string>("select alert_type from alerts where message = 'À moi' and dedup_key is null"));
    }

    private async Task StockAsync(int quantity)
    {
        await scene.Database.ExecuteAsync("update inventory_items set quantity_on_hand = $1 where id = 7", quantity);
        await scene.SettleAsync();
    }
}
