using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;
using Peppi.Application.Changes.Contracts;
using Peppi.Testing;

namespace Peppi.Application.Tests.Alerts;

public sealed class Changes_are_told_once
{
    [Fact]
    public async Task A_node_that_is_killed_after_a_change_or_in_the_middle_of_telling_it_loses_no_alert_and_doubles_none()
    {
        TestDatabase? database = null;
        var killer = new Listener(_ => CutAsync(database!)) { Turns = 1 };
        await using var scene = await AlertScene.CreateAsync(services => services.AddSingleton<IChangeListener>(killer));
        database = scene.Database;
        await database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) values (7, 1, 'Ciment', 0, 10)");

        // It raised the alert, and its connection was cut before it could commit.
        await Assert.ThrowsAnyAsync<Exception>(() => scene.AsJobsAsync(new TellChanges()));
        Assert.Equal("", await scene.OpenAsync());

        await scene.SettleAsync();
        Assert.Equal("low_stock:7 critical", await scene.OpenAsync());
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from alerts"));
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());
    }

    [Fact]
    public async Task Two_nodes_tell_each_change_once_and_mail_each_person_once()
    {
        await using var scene = await AlertScene.CreateAsync();
        await using var other = scene.Node();
        await scene.Database.ExecuteAsync("insert into inventory_items (id, project_id, item_name, quantity_on_hand, reorder_point) select n, 1, 'Article ' || n, 0, 10 from generate_series(1, 700) n");
        for (var round = 0; round < 4; round++) await Task.WhenAll(scene.AsJobsAsync(new TellChanges()), scene.AsJobsAsync(new TellChanges(), other));
        await Task.WhenAll(scene.AsJobsAsync(new TellPeople()), scene.AsJobsAsync(new TellPeople(), other));

        Assert.Equal(700L, await scene.Database.ScalarAsync<long>("select count(*) from alerts"));
        Assert.Equal(0L, await scene.Database.ScalarAsync<long>("select count(*) from app.outbox"));
        Assert.Equal("director@exemple.cm 1, manager@exemple.cm 1", await scene.MailsAsync());
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

    private sealed class Listener(Func<IReadOnlyList<Change>, Task> hear) : IChangeListener
    {
        public int Turns { get; set; } = int.MaxValue;

        public string Name => "test";

        public bool Hears(Change change) => change.Table == "inventory_items";

        public Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) => Turns-- > 0 ? hear(changes) : Task.CompletedTask;
    }
}
