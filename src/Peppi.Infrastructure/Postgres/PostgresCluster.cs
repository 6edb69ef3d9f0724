using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Postgres;

/// <summary>What <see cref="EmbeddedPostgres"/> must know of a server to make, start and stop it.</summary>
internal sealed record PostgresCluster
{
    /// <summary>Folder of the server: <c>data</c> and <c>postgres.log</c> lie in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the folder goes instead (a link stays behind) when the server's account cannot reach <see cref="Folder"/>.</summary>
    public string? FallbackFolder { get; init; }

    /// <summary>Loopback port.</summary>
    public required int Port { get; init; }

    /// <summary>Password of <see cref="InstanceSettings.SuperLogin"/>.</summary>
    public required string SuperPassword { get; init; }

    /// <summary>Password of <see cref="InstanceSettings.OwnerLogin"/>.</summary>
    public required string OwnerPassword { get; init; }

    /// <summary>Folder of PostgreSQL's programs; searched for when null.</summary>
    public string? BinPath { get; init; }

    /// <summary>False only for throwaway servers of tests: faster, and a crash may lose everything.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Connections that the server accepts.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>The data folder, its links followed.</summary>
    public string DataFolder => Path.Combine(PostmasterFile.RealPath(Folder), "data");

    /// <summary>The server's log.</summary>
    public string LogFile => Path.Combine(PostmasterFile.RealPath(Folder), "postgres.log");

    /// <summary>The lock that lets one process at a time make, start or stop the server.</summary>
    public string LockFile { get => field ?? Folder.TrimEnd('/') + ".lock"; init; }

    /// <summary>How the owner reaches its database.</summary>
    public string OwnerConnectionString => ConnectionString(InstanceSettings.DatabaseName, InstanceSettings.OwnerLogin, OwnerPassword);

    /// <summary>How the superuser reaches a database.</summary>
    /// <param name="database">The database.</param>
    public string SuperConnectionString(string database = "postgres") => ConnectionString(database, InstanceSettings.SuperLogin, SuperPassword);

    /// <summary>The embedded server of an instance.</summary>
    public static PostgresCluster Of(InstanceSettings settings) => new()
    {
        Folder = settings.PostgresFolder,
        LockFile = Path.Combine(settings.RunFolder, "postgres.lock"),

        // The key is in the name, so that an instance made anew in the same place does not find data that it has no password for.
        FallbackFolder = "/var/lib/peppi/" + Convert.ToHexStringLower(SHA256.HashData(
            [.. Encoding.UTF8.GetBytes(settings.Home), .. settings.MasterKey.Derive("peppi/postgres-folder")]))[..16],
        Port = settings.DbPort,
        SuperPassword = settings.MasterKey.PasswordOf(InstanceSettings.SuperLogin),
        OwnerPassword = settings.MasterKey.PasswordOf(InstanceSettings.OwnerLogin),
        BinPath = settings.PostgresBinPath,
    };

    /// <summary>The server's settings as <c>-c</c> options: on the command line, so that root need not write into a folder of another account.</summary>
    public string ServerOptions()
    {
        List<string> options =
        [
            $"port={Port.ToString(CultureInfo.InvariantCulture)}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            $"max_connections={MaxConnections.ToString(CultureInfo.InvariantCulture)}",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",

            // Statements here are short: compiling them costs more than it saves.
            "jit=off",
        ];
        if (!Durable) options.AddRange(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        return string.Join(' ', options.Select(option => "-c " + option));
    }

    private string ConnectionString(string database, string login, string password) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database }.With(login, password);
}
