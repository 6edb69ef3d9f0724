using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Files;

public sealed class RetentionTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("""
            insert into projects (id, name) values (12, 'Tour');
            insert into chantier_messages (id, project_id, created_at) values (1, 12, now() - interval '40 days'), (2, 12, now());
            """);
        foreach (var name in new[] { "chantier/12/vieux.txt", "chantier/12/neuf.txt", "supply/12/vieux.txt" })
            Assert.True((await SendAsync(new KeepFile("projets", name, new MemoryStream("x"u8.ToArray())))).Succeeded);
        await database.ExecuteAsync("update storage.objects set created_at = now() - interval '40 days' where name like '%vieux%'");
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_dry_run_tells_what_would_go_and_the_real_one_takes_just_that()
    {
        await SendAsync(new SetRetention("projets/chantier/", 30));
        await SendAsync(new SetRetention("chantier_messages", 30));

        var told = (await SendAsync(new ApplyRetention(DryRun: true))).Value!;
        Assert.Equal([("projets/chantier/", 1L, 30), ("chantier_messages", 1L, 30), ("webhooks (Inbox:KeepRaw)", 0L, 90)], told.Select(rule => (rule.What, rule.Count, rule.KeepDays)));
        Assert.Equal((3L, 2L), await CountAsync());
        Assert.Equal(told.Select(Facts), (await SendAsync(new ApplyRetention(DryRun: false))).Value!.Select(Facts));
        Assert.Equal((2L, 1L), await CountAsync());
        Assert.All((await SendAsync(new ApplyRetention(DryRun: true))).Value!, rule => Assert.Equal(0, rule.Count));
    }

    [Fact]
    public async Task Without_a_rule_everything_stays()
    {
        await SendAsync(new SetRetention("projets/", 30));
        await SendAsync(new SetRetention("projets/", null));

        Assert.All((await SendAsync(new ApplyRetention(DryRun: false))).Value!, rule => Assert.Equal(0, rule.Count));
        Assert.Equal((3L, 2L), await CountAsync());
    }

    [Theory]
    [InlineData("audit_log", 30)]
    [InlineData("users", 30)]
    [InlineData("role_permissions", 30)]
    [InlineData("nulle_part", 30)]
    [InlineData("nulle-part/", 30)]
    [InlineData("chantier_messages", 0)]
    public async Task What_must_stay_takes_no_rule(string what, int days) => Assert.False((await SendAsync(new SetRetention(what, days))).Succeeded);

    [Fact]
    public async Task A_message_takes_its_photos_along_and_leaves_those_that_another_one_shows()
    {
        foreach (var name in new[] { "chantier/12/2026-01-01/1.jpg", "chantier/12/2026-01-01/2.jpg", "chantier/12/plan.txt" })
            await SendAsync(new KeepFile("projets", name, new MemoryStream("x"u8.ToArray())));
        await database.ExecuteAsync("""
            insert into chantier_media (message_id, state, object_path, sha256) select 1, 'stored', name, sent_sha256 from storage.objects where name like '%.jpg';
            insert into chantier_media (message_id, state, object_path, sha256) select 2, 'stored', name, sent_sha256 from storage.objects where name like '%/2.jpg';
            insert into chantier_media (message_id, state, object_path) values (1, 'stored', 'chantier/12/plan.txt'), (1, 'stored', 'chantier/12/vieux.txt');
            """);
        await SendAsync(new SetRetention("chantier_messages", 30));

        // What a client put there is as old as the rule says, or stays.
        var told = (await SendAsync(new ApplyRetention(DryRun: true))).Value![0];
        Assert.Equal((1L, 2L, 2L), (told.Count, told.Files, told.Bytes));
        Assert.Equal(Facts(told), Facts((await SendAsync(new ApplyRetention(DryRun: false))).Value![0]));
        Assert.Equal("chantier/12/2026-01-01/2.jpg chantier/12/neuf.txt chantier/12/plan.txt supply/12/vieux.txt",
            await database.ScalarAsync<string>("select string_agg(name, ' ' order by name collate \"C\") from storage.objects"));
        Assert.Equal("""{"bytes": 2, "count": 1, "files": 2}""",
            await database.ScalarAsync<string>("select jsonb_build_object('count', after->'count', 'files', after->'files', 'bytes', after->'bytes')::text from app.audit_log where action = 'retention' and subject = 'chantier_messages'"));

        // A photo that somebody removes is lost, and says so.
        await database.ExecuteAsync("delete from storage.objects where name = 'chantier/12/2026-01-01/2.jpg'");
        Assert.Equal("lost", await database.ScalarAsync<string>("select state from chantier_media where message_id = 2"));
    }

    [Fact]
    public async Task Webhooks_that_were_dealt_with_go_after_their_time_and_what_waits_or_lies_in_quarantine_stays()
    {
        await database.ExecuteAsync("""
            insert into app.webhook_inbox (source, body, outcome, received_at, processed_at)
            select 'manychat', '{}', outcome, now() - interval '100 days', now() - age * interval '1 day'
            from unnest(array['pending', 'processed', 'duplicate', 'ignored', 'quarantined']) outcome, unnest(array[80, 95]) age, generate_series(1, 600);
            """);
        var told = (await SendAsync(new ApplyRetention(DryRun: true))).Value!.Single();
        Assert.Equal((1800L, 100), (told.Count, (int)(DateTimeOffset.UtcNow - told.Oldest!.Value).TotalDays));
        Assert.Equal(1800L, (await SendAsync(new ApplyRetention(DryRun: false))).Value!.Single().Count);
        Assert.Equal("duplicate 600, ignored 600, pending 1200, processed 600, quarantined 1200", await database.ScalarAsync<string>(
            "select string_agg(outcome || ' ' || count, ', ' order by outcome) from (select outcome, count(*) from app.webhook_inbox group by outcome) list"));
    }

    private static object Facts(Retired rule) => (rule.What, rule.Count, rule.Files, rule.Bytes, rule.Oldest);

    private async Task<(long Files, long Messages)> CountAsync() =>
        (await database.ScalarAsync<long>("select count(*) from storage.objects"), await database.ScalarAsync<long>("select count(*) from chantier_messages"));

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request) =>
        database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
