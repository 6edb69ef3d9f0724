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
        Assert.Equal([("projets/chantier/", 1L), ("chantier_messages", 1L)], told.Select(rule => (rule.What, rule.Count)));
        Assert.Equal((3L, 2L), await CountAsync());
        Assert.Equal(told, (await SendAsync(new ApplyRetention(DryRun: false))).Value!);
        Assert.Equal((2L, 1L), await CountAsync());
        Assert.All((await SendAsync(new ApplyRetention(DryRun: true))).Value!, rule => Assert.Equal(0, rule.Count));
    }

    [Fact]
    public async Task Without_a_rule_everything_stays()
    {
        await SendAsync(new SetRetention("projets/", 30));
        await SendAsync(new SetRetention("projets/", null));

        Assert.Empty((await SendAsync(new ApplyRetention(DryRun: false))).Value!);
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

    private async Task<(long Files, long Messages)> CountAsync() =>
        (await database.ScalarAsync<long>("select count(*) from storage.objects"), await database.ScalarAsync<long>("select count(*) from chantier_messages"));

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request) =>
        database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
