using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Domain.Accounts;
using Peppi.Infrastructure;
using Peppi.Infrastructure.Instance;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Testing;

/// <summary>
/// One throwaway PostgreSQL for all test assemblies of this checkout, whichever runs first. It keeps nothing safe (no fsync), and a
/// watcher stops and removes it some seconds after the last test process has ended, however that ended.
/// </summary>
internal sealed class TestPostgres
{
    /// <summary>The master key of every test instance.</summary>
    public const string MasterKeyBase64 = "cGVwcGktdGVzdHMtb25seS1wZXBwaS10ZXN0cy1vbmw=";

    private static readonly Lazy<Task<TestPostgres>> shared = new(StartAsync);
    private readonly PostgresCluster cluster;

    private TestPostgres(PostgresCluster cluster) => this.cluster = cluster;

    /// <summary>The server, started where it does not run.</summary>
    public static Task<TestPostgres> Shared => shared.Value;

    private static MasterKey Key { get; } = MasterKey.Parse(MasterKeyBase64);

    /// <summary>How the owner reaches a database of this server.</summary>
    public string OwnerConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Database = database }.ConnectionString;

    /// <summary>How the superuser reaches a database of this server.</summary>
    public string SuperConnectionString(string database) => cluster.SuperConnectionString(database);

    /// <summary>The settings of an instance on a database of this server.</summary>
    public InstanceSettings Settings(string database, string home) =>
        new() { Home = home, MasterKey = Key, ExternalConnectionString = OwnerConnectionString(database) };

    /// <summary>Runs a statement as superuser, in the database <c>postgres</c> or another.</summary>
    public async Task RunAsSuperAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Unpooled(SuperConnectionString(database)));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The name of a migrated database to copy, made where this build has none yet.</summary>
    public async Task<string> TemplateAsync(bool demo)
    {
        var name = (demo ? "demo_" : "empty_") + Fingerprint();
        if (await ExistsAsync(name)) return name;

        using var turn = await TakeTurnAsync(Path.Combine(Path.GetDirectoryName(cluster.Folder)!, "template.lock"));
        if (await ExistsAsync(name)) return name;

        // Made under another name: what stands under the right one is whole.
        var building = name + "_building";
        await RunAsSuperAsync($"drop database if exists {building} with (force)");
        await RunAsSuperAsync($"create database {building} owner {InstanceSettings.OwnerLogin}");
        var settings = Settings(building, Path.GetTempPath());
        await new Migrator(settings).MigrateAsync(CancellationToken.None);
        if (demo) await TestDemo.LoadAsync(settings);
        await RunAsSuperAsync("vacuum analyze", building);
        await RunAsSuperAsync($"alter database {building} rename to {name}");
        return name;
    }

    internal static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static async Task<TestPostgres> StartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "peppi-tests-" + Hash(AppContext.BaseDirectory[..CheckoutLength()]));
        using var turn = await TakeTurnAsync(Path.Combine(folder, "start.lock"));
        Directory.CreateDirectory(Path.Combine(folder, "users"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        await File.WriteAllTextAsync(Path.Combine(folder, "users", $"{Environment.ProcessId}"), "");

        var pg = Path.Combine(folder, "pg");
        var probe = new PostgresCluster
        {
            Folder = pg,
            Port = 0,
            SuperPassword = Key.PasswordOf(InstanceSettings.SuperLogin),
            OwnerPassword = Key.PasswordOf(InstanceSettings.OwnerLogin),
            Durable = false,
            MaxConnections = 400,
        };
        var cluster = probe with { Port = EmbeddedPostgres.Running(probe)?.Port ?? FreePort() };
        var started = await EmbeddedPostgres.EnsureStartedAsync(cluster, CancellationToken.None);
        if (!started.Succeeded) throw new InvalidOperationException($"{started.Error.Message} {started.Error.Details} {started.Error.Hint}");
        if (started.Value.StartedNow) Watch(folder, started.Value.ProcessId);
        return new TestPostgres(cluster);
    }

    /// <summary>
    /// Leaves a small shell behind that looks whether any process of <c>users/</c> still lives; when none has for a while, it takes the
    /// server down and the folder away.
    /// </summary>
    private static void Watch(string folder, int serverId)
    {
        const string script = """
            idle=0
            while [ $idle -lt 8 ]; do
              sleep 2
              alive=
              for user in "$1"/users/*; do
                [ -e "$user" ] || continue
                # A number may come again for somebody else's process.
                if kill -0 "${user##*/}" 2>/dev/null && { [ ! -d /proc/self ] || grep -qaiE 'dotnet|testhost|peppi' "/proc/${user##*/}/cmdline"; }
                then alive=yes; else rm -f "$user"; fi
              done
              kill -0 "$2" 2>/dev/null || exit 0
              if [ -n "$alive" ]; then idle=0; continue; fi
              idle=$((idle + 1))
            done
            exec 9> "$1/start.lock"
            if command -v flock > /dev/null; then flock 9; fi
            [ -z "$(ls -A "$1/users")" ] || exec sh -c "$0" "$0" "$1" "$2"
            kill -QUIT "$2"
            while kill -0 "$2" 2>/dev/null; do sleep 0.2; done
            rm -rf "$1"
            """;
        Process.Start(new ProcessStartInfo("setsid")
        {
            ArgumentList = { "sh", "-c", script, script, folder, $"{serverId}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!.StandardInput.Close();
    }

    private async Task<bool> ExistsAsync(string database)
    {
        await using var connection = new NpgsqlConnection(Unpooled(SuperConnectionString("postgres")));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        return await command.ExecuteScalarAsync() is not null;
    }

    /// <summary>Changes with every build that could change a template.</summary>
    private static string Fingerprint() => Hash(string.Join('/',
        typeof(InfrastructureServices).Module.ModuleVersionId, typeof(PeppiDbContext).Module.ModuleVersionId, typeof(Role).Module.ModuleVersionId,
        typeof(TestPostgres).Module.ModuleVersionId));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static int CheckoutLength()
    {
        var tests = AppContext.BaseDirectory.LastIndexOf("/tests/", StringComparison.Ordinal);
        return tests > 0 ? tests : AppContext.BaseDirectory.Length;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var turn = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

                // The watcher may have taken the folder away while this waited.
                if (File.Exists(path)) return turn;
                turn.Dispose();
            }
            catch (IOException)
            {
                await Task.Delay(50);
            }
        }
    }
}
