using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Peppi.DataApi;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.DataApi;

/// <summary>The engine over one login and nothing else of Peppi.</summary>
public sealed class The_engine_stands_alone : IAsyncLifetime
{
    private TestDatabase database = null!;
    private IStandaloneEngine engine = null!;
    private string login = "";

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        var at = new NpgsqlConnectionStringBuilder(database.SuperConnectionString);
        login = at.Username!;
        engine = InfrastructureServices.OpenStandaloneDataApi(
            new StandaloneDatabase { Uri = $"host='{at.Host}' port={at.Port} dbname={at.Database} user={at.Username} password='{at.Password}'" },
            NullLoggerFactory.Instance);
    }

    public async Task DisposeAsync()
    {
        await engine.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Settings_of_the_login_in_this_database_win_over_those_that_a_function_sets()
    {
        await SuperAsync("""
            create function public.configure() returns void language sql as
            $$ select set_config('pgrst.db_max_rows', '7', true), set_config('pgrst.jwt_aud', 'us', true) $$;
            do $$ begin execute format('alter role %I in database %I set pgrst.db_max_rows = ''5''', current_user, current_database()); end $$;
            do $$ begin execute format('alter role %I in database %I set pgrst.unheard_of = ''5''', current_user, current_database()); end $$;
            """);
        string[] names = ["db_max_rows", "jwt_aud", "db_schemas"];
        Assert.Equal([new("db_max_rows", "5")], await engine.SettingsAsync(null, names, CancellationToken.None));
        var all = await engine.SettingsAsync(("public", "configure"), names, CancellationToken.None);
        Assert.Equal(("5", "us", 2), (all["db_max_rows"], all["jwt_aud"], all.Count));
    }

    [Fact]
    public async Task A_function_that_is_not_there_leaves_the_other_settings()
    {
        Assert.Empty(await engine.SettingsAsync(("public", "nowhere"), ["db_max_rows"], CancellationToken.None));
    }

    [Fact]
    public async Task It_follows_what_the_database_tells_it()
    {
        await SuperAsync("create schema shop; create table shop.things (id int primary key);");
        var serving = await engine.ServeAsync(new DataApiSettings { Schemas = ["shop"], ExtraSearchPath = [] }, CancellationToken.None);
        Assert.True(engine.IsReady);
        using var stop = new CancellationTokenSource();
        var settingsAsked = new TaskCompletionSource();
        var following = engine.FollowAsync(
            _ =>
            {
                settingsAsked.TrySetResult();
                return Task.CompletedTask;
            },
            stop.Token);
        Assert.Equal(404, await StatusOfAsync(serving, "/wares"));
        await SuperAsync("create table shop.wares (id int primary key);");
        await UntilAsync(async () =>
        {
            await SuperAsync("notify pgrst, 'reload schema'; notify pgrst, 'reload config';");
            return await StatusOfAsync(serving, "/wares") == 200;
        });
        await settingsAsked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stop.CancelAsync();
        await following;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await holds()) return;
            await Task.Delay(200);
        }

        Assert.Fail("It never came true.");
    }

    private async Task<int> StatusOfAsync(DataApiPipeline pipeline, string path)
    {
        await using var response = await pipeline.RunAsync(
            new DataApiRequest { Method = "GET", Path = path, Role = login, Body = Encoding.UTF8.GetBytes("") }, CancellationToken.None);
        return response.Status;
    }

    private async Task SuperAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.SuperConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
