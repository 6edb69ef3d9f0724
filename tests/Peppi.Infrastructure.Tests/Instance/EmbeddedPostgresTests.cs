using System.Net;
using System.Net.Sockets;
using Npgsql;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Tests.Instance;

/// <summary>The embedded server, on real programs and real processes.</summary>
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private readonly string folder = Path.Combine("/tmp", "peppi-embedded-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly PostgresCluster cluster;

    public EmbeddedPostgresTests() => cluster = new PostgresCluster
    {
        Folder = Path.Combine(folder, "pg"),
        Port = FreePort(),
        SuperPassword = "super",
        OwnerPassword = "owner",
        MaxConnections = 20,
        Durable = false,
    };

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await EmbeddedPostgres.StopAsync(cluster, default);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_starts_is_found_again_and_keeps_its_data_when_it_is_killed()
    {
        var durable = cluster with { Durable = true };
        var first = await EmbeddedPostgres.EnsureStartedAsync(durable, default);
        Assert.True(first.Succeeded, first.Error?.ToString());
        Assert.True(first.Value.StartedNow);
        await RunAsync("create table kept (id int); insert into kept values (42)");

        var second = await EmbeddedPostgres.EnsureStartedAsync(durable, default);
        Assert.False(second.Value!.StartedNow);
        Assert.Equal(first.Value.ProcessId, second.Value.ProcessId);

        using (var postmaster = System.Diagnostics.Process.GetProcessById(first.Value.ProcessId)) postmaster.Kill();
        var third = await EmbeddedPostgres.EnsureStartedAsync(durable, default);
        Assert.True(third.Succeeded, third.Error?.ToString());
        Assert.True(third.Value.StartedNow);
        Assert.Equal(42, await RunAsync("select id from kept"));
    }

    [Fact]
    public async Task The_server_has_checksums_speaks_utf8_asks_for_passwords_and_its_owner_is_no_superuser()
    {
        var started = await EmbeddedPostgres.EnsureStartedAsync(cluster, default);
        Assert.True(started.Succeeded, started.Error?.ToString());

        Assert.Equal("on", await RunAsync("show data_checksums"));
        Assert.Equal("UTF8", await RunAsync("show server_encoding"));
        Assert.Equal("127.0.0.1", await RunAsync("show listen_addresses", cluster.SuperConnectionString()));
        Assert.Equal("", await RunAsync("show unix_socket_directories", cluster.SuperConnectionString()));
        Assert.Equal("peppi_owner|false|true|false", await RunAsync(
            "select concat_ws('|', rolname, rolsuper::text, rolcreaterole::text, rolbypassrls::text) from pg_roles where rolname = current_user"));
        Assert.Equal("peppi_owner", await RunAsync("select pg_get_userbyid(datdba)::text from pg_database where datname = 'peppi'"));
        Assert.Equal("École,Zone", await RunAsync("select string_agg(name, ',' order by name) from (values ('Zone'), ('École')) v(name)"));

        var stranger = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Password = "guess", Pooling = false }.ConnectionString;
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync("select 1", stranger));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
    }

    [Fact]
    public async Task Processes_that_start_the_server_at_once_get_the_same_one()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => EmbeddedPostgres.EnsureStartedAsync(cluster, default))));
        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Error?.ToString()));
        Assert.Single(outcomes.Select(outcome => outcome.Value!.ProcessId).Distinct());
        Assert.Single(outcomes, outcome => outcome.Value!.StartedNow);
    }

    [Fact]
    public async Task A_taken_port_is_told_by_its_number()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, cluster.Port);
        squatter.Start();
        var outcome = await EmbeddedPostgres.EnsureStartedAsync(cluster, default);
        Assert.Equal("postgres_port_taken", outcome.Error!.Code);
        Assert.Contains(cluster.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), outcome.Error.Message, StringComparison.Ordinal);
        Assert.Null(EmbeddedPostgres.Running(cluster));
    }

    [Fact]
    public async Task A_stale_note_of_another_process_does_not_stop_the_start()
    {
        await EmbeddedPostgres.EnsureStartedAsync(cluster, default);
        await EmbeddedPostgres.StopAsync(cluster, default);
        await File.WriteAllTextAsync(
            Path.Combine(cluster.DataFolder, "postmaster.pid"), $"{Environment.ProcessId}\n{cluster.DataFolder}\n0\n{cluster.Port}\n\n127.0.0.1\n0 0\nready\n");

        var outcome = await EmbeddedPostgres.EnsureStartedAsync(cluster, default);
        Assert.True(outcome.Succeeded, outcome.Error?.ToString());
    }

    [Fact]
    public async Task Another_master_key_is_refused_in_words()
    {
        await EmbeddedPostgres.EnsureStartedAsync(cluster, default);
        var outcome = await EmbeddedPostgres.EnsureStartedAsync(cluster with { SuperPassword = "other", OwnerPassword = "other" }, default);
        Assert.Equal("postgres_key_mismatch", outcome.Error!.Code);
    }

    [Fact]
    public async Task Data_lie_elsewhere_when_the_servers_account_cannot_reach_the_state_folder()
    {
        var closed = Path.Combine(folder, "closed");
        var open = Path.Combine(folder, "open");
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var hidden = cluster with { Folder = Path.Combine(closed, "pg"), FallbackFolder = Path.Combine(open, "instance") };
        try
        {
            var outcome = await EmbeddedPostgres.EnsureStartedAsync(hidden, default);
            Assert.True(outcome.Succeeded, outcome.Error?.ToString());

            // Only root's server has another account; anybody else's reaches what its owner reaches.
            var place = Environment.IsPrivilegedProcess ? Path.Combine(open, "instance") : hidden.Folder;
            Assert.Equal(Path.Combine(place, "data"), outcome.Value.DataFolder);
            Assert.True(File.Exists(Path.Combine(hidden.Folder, "data", "PG_VERSION")));
            Assert.Equal(outcome.Value.ProcessId, (await EmbeddedPostgres.EnsureStartedAsync(hidden, default)).Value!.ProcessId);
        }
        finally
        {
            await EmbeddedPostgres.StopAsync(hidden, default);
        }
    }

    [Fact]
    public async Task Missing_programs_are_told_with_the_line_that_installs_them()
    {
        var outcome = await EmbeddedPostgres.EnsureStartedAsync(cluster with { BinPath = "/nowhere" }, default);
        Assert.Equal("postgres_missing", outcome.Error!.Code);
        Assert.Contains("apt-get install", outcome.Error.Hint, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<object?> RunAsync(string sql, string? connectionString = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString ?? cluster.OwnerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
