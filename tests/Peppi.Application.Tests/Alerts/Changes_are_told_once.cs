using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Alerts;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;
using Peppi.Application.Changes.Contracts;
using Peppi.Testing;

namespace Peppi.Application.Tests.Alerts;

public sealed class Changes_are_told_once
{
    [Fact]
    public async Task A_node_that_is_killed_after_a_change_while_it_tells_it_or_while_a_rule_looks_loses_no_alert_and_doubles_none()
    {
        TestDatabase? database = null;
        var killer = new Listener(_ => CutAsync(database!)) { Turns = 1 };
        Cutting? cutting = null;
        await using var scene = await AlertScene.CreateAsync(services =>
        {
            services.AddSingleton<IChangeListener>(killer);
            var book = services.Last(service => service.ServiceType == typeof(IAlertBook));
            services.AddScoped<IAlertBook>(provider => cutting = new Cutting((IAlertBook)ActivatorUtilities.CreateInstance(provider, book.ImplementationType!), () => CutAsync(database!), cutting?.Done ?? false));
        });
        database = scene.Database;
        await database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 0, 10)");

        // It had marked what rules have to look at, and its connection was cut before it could commit.
        await Assert.ThrowsAnyAsync<Exception>(() => scene.AsJobsAsync(new TellChanges()));
        Assert.Equal((1L, 0L), (await database.ScalarAsync<long>("select count(*) from app.outbox"), await database.ScalarAsync<long>("select count(*) from app.alert_marks")));

        // It raised the alert, and its connection was cut before it could commit.
        await scene.AsJobsAsync(new TellChanges());
        await Assert.ThrowsAnyAsync<Exception>(() => scene.AsJobsAsync(new LookAtChanges()));
        Assert.True(cutting!.Done);
        Assert.Equal("", await scene.OpenAsync());

        await scene.SettleAsync();
        Assert.Equal("low_stock:7 critical", await scene.OpenAsync());
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from alerts"));
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from app.alert_marks"));
    }

    [Fact]
    public async Task Two_nodes_tell_each_change_once_and_mail_each_person_once()
    {
        await using var scene = await AlertScene.CreateAsync();
        await using var other = scene.Node();
        await scene.Database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) select n, 1, 'Article ' || n, 0, 10 from generate_series(1, 700) n");
        for (var round = 0; round < 4; round++)
        {
            await Task.WhenAll(scene.AsJobsAsync(new TellChanges()), scene.AsJobsAsync(new TellChanges(), other), scene.AsJobsAsync(new LookAtChanges()), scene.AsJobsAsync(new LookAtChanges(), other));
        }

        await scene.SettleAsync();
        await Task.WhenAll(scene.AsJobsAsync(new TellPeople()), scene.AsJobsAsync(new TellPeople(), other));

        Assert.Equal((700L, 700L), (await scene.Database.ScalarAsync<long>("select count(*) from alerts"), await scene.Database.ScalarAsync<long>("select count(*) from alert_events")));
        Assert.Equal(0L, await scene.Database.ScalarAsync<long>("select (select count(*) from app.outbox) + (select count(*) from app.alert_marks)"));
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());
    }

    [Fact]
    public async Task A_rule_that_fails_looks_again_later_and_the_others_do_not_notice()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            alter table strategie_kpis rename to kpis_away;
            insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 0, 10);
            insert into app.alert_marks (rule, project_id, at) values ('kpi_below_target', 1, '2026-11-23 08:40Z')
            """);
        await scene.SettleAsync();
        await scene.SettleAsync();
        Assert.Equal("low_stock:7 critical", await scene.OpenAsync());
        Assert.Equal("kpi_below_target", await scene.Database.ScalarAsync<string>("select string_agg(rule, ' ') from app.alert_marks"));

        // Somebody is told, and once it is mended it looks where it could not.
        await scene.Database.ExecuteAsync("update alert_rules set enabled = true where code = 'outbox_deep'");
        await scene.LaterAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("outbox_deep:waiting", await scene.OpenAsync(), StringComparison.Ordinal);
        await scene.Database.ExecuteAsync("alter table kpis_away rename to strategie_kpis");
        scene.Clock.Now += TimeSpan.FromMinutes(2);
        await scene.SettleAsync();
        Assert.Equal(0L, await scene.Database.ScalarAsync<long>("select count(*) from app.alert_marks"));
    }

    [Fact]
    public async Task A_change_that_a_listener_cannot_take_is_tried_again_until_it_can_and_holds_up_nobody()
    {
        List<int?> heard = [];
        var faulty = true;
        var picky = new Listener(changes =>
        {
            if (faulty && changes.Any(change => change.RowId == 2)) throw new InvalidOperationException("not this one");
            heard.AddRange(changes.Select(change => change.RowId));
            return Task.CompletedTask;
        });
        await using var scene = await AlertScene.CreateAsync(services => services.AddSingleton<IChangeListener>(picky));
        await scene.Database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (1, 1, 'A', 0, 10), (2, 1, 'B', 0, 10), (3, 1, 'C', 0, 10)");

        await scene.SettleAsync();
        Assert.Equal([1, 3], heard);
        Assert.Equal("low_stock:1 critical, low_stock:2 critical, low_stock:3 critical", await scene.OpenAsync());
        for (var again = 0; again < 8; again++)
        {
            scene.Clock.Now += TimeSpan.FromHours(7);
            await scene.AsJobsAsync(new TellChanges());
        }

        Assert.Equal("test 9 not this one", await scene.Database.ScalarAsync<string>("select listener || ' ' || attempts || ' ' || last_error from app.outbox_retries"));

        // And somebody is told.
        await scene.Database.ExecuteAsync("update alert_rules set enabled = true where code = 'outbox_deep'");
        await scene.LaterAsync(TimeSpan.FromMinutes(10));
        Assert.Contains("outbox_deep:parked:test critical", await scene.OpenAsync(), StringComparison.Ordinal);

        // The fault is mended: what it held back is taken.
        faulty = false;
        scene.Clock.Now += TimeSpan.FromHours(7);
        await scene.AsJobsAsync(new TellChanges());
        Assert.Equal([1, 3, 2], heard);
        Assert.Equal(0L, await scene.Database.ScalarAsync<long>("select count(*) from app.outbox_retries"));
    }

    private static async Task CutAsync(TestDatabase database)
    {
        await using var super = new NpgsqlConnection(database.SuperConnectionString);
        await super.OpenAsync();
        await using var cut = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'peppi_jobs'", super);
        await cut.ExecuteNonQueryAsync();
    }

    /// <summary>Raises, and then the node is no more; once.</summary>
    private sealed class Cutting(IAlertBook book, Func<Task> cut, bool done) : IAlertBook
    {
        public bool Done { get; private set; } = done;

        public async Task RaiseAsync(IReadOnlyList<AlertNews> news, CancellationToken cancellationToken)
        {
            await book.RaiseAsync(news, cancellationToken);
            if (Done || news.Count == 0) return;
            Done = true;
            await cut();
        }

        public Task ResolveAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => book.ResolveAsync(keys, cancellationToken);
    }

    private sealed class Listener(Func<IReadOnlyList<Change>, Task> hear) : IChangeListener
    {
        public int Turns { get; set; } = int.MaxValue;

        public string Name => "test";

        public bool Hears(Change change) => change.Table == "inventory_items";

        public Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) => Turns-- > 0 ? hear(changes) : Task.CompletedTask;
    }
}
