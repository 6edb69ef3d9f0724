using System.Globalization;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Instance;

/// <summary>
/// One instance of Peppi on this machine: where its state lies, which ports it has, how its database is reached.
/// Several stand side by side when they differ in folder and ports.
/// </summary>
internal sealed record InstanceSettings
{
    /// <summary>The login that owns the database: it migrates and backs up, and serves nobody.</summary>
    public const string OwnerLogin = "peppi_owner";

    /// <summary>The superuser of an embedded server; only the code that sets the server up uses it.</summary>
    public const string SuperLogin = "peppi_super";

    /// <summary>The database's name on an embedded server.</summary>
    public const string DatabaseName = "peppi";

    /// <summary>The state folder: <c>PEPPI_HOME</c>, else <c>.peppi</c> beside <c>Peppi.sln</c>.</summary>
    public required string Home { get; init; }

    /// <summary>Port of the API (<c>PEPPI_API_PORT</c>).</summary>
    public int ApiPort { get; init; } = 5080;

    /// <summary>Port of the admin pages (<c>PEPPI_ADMIN_PORT</c>).</summary>
    public int AdminPort { get; init; } = 5081;

    /// <summary>Port of the embedded database (<c>PEPPI_DB_PORT</c>).</summary>
    public int DbPort { get; init; } = 5082;

    /// <summary>The secret that all derived secrets come from.</summary>
    public required MasterKey MasterKey { get; init; }

    /// <summary>A database of the operator's own (<c>ConnectionStrings__Peppi</c>, as its owner); null where the embedded one serves.</summary>
    public string? ExternalConnectionString { get; init; }

    /// <summary>Folder of PostgreSQL's programs, where they are not to be searched for (<c>Postgres__BinPath</c>).</summary>
    public string? PostgresBinPath { get; init; }

    /// <summary>True when Peppi runs the database itself.</summary>
    public bool IsEmbedded => ExternalConnectionString is null;

    /// <summary>Folder of the embedded database, its server log beside the data; may be a link to where the server's account can reach.</summary>
    public string PostgresFolder => Path.Combine(Home, "pg");

    /// <summary>Folder of files that users upload and reports that were generated.</summary>
    public string StorageFolder => Path.Combine(Home, "storage");

    /// <summary>Folder for mail as <c>.eml</c>, where no SMTP server is set.</summary>
    public string MailFolder => Path.Combine(Home, "mail");

    /// <summary>Folder of secrets.</summary>
    public string KeysFolder => Path.Combine(Home, "keys");

    /// <summary>Folder of logs.</summary>
    public string LogsFolder => Path.Combine(Home, "logs");

    /// <summary>Folder of what is true only while the instance runs: process ids, addresses, locks.</summary>
    public string RunFolder => Path.Combine(Home, "run");

    /// <summary>The password of all demo people: typed by hand, so letters and digits that nobody mistakes.</summary>
    public string DemoPassword => string.Concat(MasterKey.Derive("peppi/demo-password", 14).Select(number => "abcdefghjkmnpqrstuvwxyz23456789"[number % 31]));

    /// <summary>How the owner connects.</summary>
    public string OwnerConnectionString => ExternalConnectionString ?? ConnectionStringOf(OwnerLogin);

    /// <summary>How one of Peppi's logins connects, with the password derived for it.</summary>
    /// <param name="login">The login, such as <c>peppi_api</c>.</param>
    public string ConnectionStringOf(string login) =>
        (ExternalConnectionString is null
            ? new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = DbPort, Database = DatabaseName }
            : new NpgsqlConnectionStringBuilder(ExternalConnectionString))
        .With(login, MasterKey.PasswordOf(login));

    /// <summary>Reads the settings, and makes the state folder and the master key where they are missing.</summary>
    /// <param name="configuration">The application's configuration, environment included.</param>
    /// <exception cref="InvalidOperationException">A setting has a value that cannot be.</exception>
    public static InstanceSettings Load(IConfiguration configuration)
    {
        var home = Path.GetFullPath(configuration["PEPPI_HOME"] is { Length: > 0 } given ? given : DefaultHome());
        var external = configuration.GetConnectionString("Peppi");
        var key = configuration["Security:MasterKey"];
        CreateHome(home);

        return new InstanceSettings
        {
            Home = home,
            ApiPort = Port(configuration, "PEPPI_API_PORT") ?? 5080,
            AdminPort = Port(configuration, "PEPPI_ADMIN_PORT") ?? 5081,

            // An IDE knows nothing of the port that `./peppi up` was given: the running server tells.
            DbPort = Port(configuration, "PEPPI_DB_PORT") ?? PostmasterFile.PortOfRunning(Path.Combine(home, "pg", "data")) ?? 5082,
            MasterKey = string.IsNullOrWhiteSpace(key) ? MasterKey.LoadOrCreate(Path.Combine(home, "keys", "master.key")) : MasterKey.Parse(key),
            ExternalConnectionString = string.IsNullOrWhiteSpace(external) ? null : external,
            PostgresBinPath = configuration["Postgres:BinPath"] is { Length: > 0 } bin ? bin : null,
        };
    }

    private static void CreateHome(string home)
    {
        // The server's own account must pass through to its data; what is private lies in folders that are.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(home);
        else Directory.CreateDirectory(home, (UnixFileMode)Convert.ToInt32(Environment.IsPrivilegedProcess ? "755" : "700", 8));
        foreach (var folder in (string[])["keys", "storage", "mail", "logs", "run"]) PrivateFiles.CreateFolder(Path.Combine(home, folder));
    }

    /// <summary>The state folder where none is named: found from the program's own folder, so that an IDE finds it too.</summary>
    public static string DefaultHome()
    {
        foreach (var start in (string[])[AppContext.BaseDirectory, Directory.GetCurrentDirectory()])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Peppi.sln"))) return Path.Combine(folder.FullName, ".peppi");
            }
        }

        return Path.Combine(Directory.GetCurrentDirectory(), ".peppi");
    }

    private static int? Port(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new InvalidOperationException($"{name} must be a port number between 1 and 65535, not '{text}'.");
    }
}
