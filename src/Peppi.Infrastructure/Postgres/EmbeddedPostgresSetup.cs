using System.Globalization;
using Npgsql;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Postgres;

/// <summary>What happens once in the life of an embedded server: its folder, its data, its owner and its database.</summary>
internal static class EmbeddedPostgresSetup
{
    /// <summary>The PostgreSQL version that made the data; null where there are none.</summary>
    public static int? DataMajor(string dataFolder)
    {
        // The folder is closed to everyone but the server's account (and root).
        var file = Path.Combine(dataFolder, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    /// <summary>Finds the programs, and makes the folder and the data where they are missing.</summary>
    public static async Task<Result<PostgresPrograms>> PrepareAsync(PostgresCluster cluster, ServerAccount account, CancellationToken cancellation)
    {
        var dataMajor = DataMajor(cluster.DataFolder);
        var programs = await PostgresPrograms.FindAsync(cluster.BinPath, dataMajor, cancellation);
        if (!programs.Succeeded || dataMajor is not null) return programs;

        if (await PlaceFolderAsync(cluster, account, cancellation) is { } misplaced) return misplaced;
        return await InitializeAsync(cluster, programs.Value, account, cancellation) is { } failure ? failure : programs;
    }

    /// <summary>Sees that the owner and its database exist and that the password is the derived one.</summary>
    public static async Task<Error?> EnsureOwnerAsync(PostgresCluster cluster, CancellationToken cancellation)
    {
        if (await WhyNoConnectionAsync(cluster.OwnerConnectionString, cancellation) is null) return null;
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled(cluster.SuperConnectionString()));
            await connection.OpenAsync(cancellation);

            // CREATEROLE and no more: the owner makes the serving logins, and even it passes no check that binds a superuser.
            await ExecuteAsync(connection, $"""
                do $$ begin
                  if not exists (select from pg_roles where rolname = '{InstanceSettings.OwnerLogin}') then
                    create role {InstanceSettings.OwnerLogin} login createrole;
                  end if;
                end $$;
                alter role {InstanceSettings.OwnerLogin} password '{cluster.OwnerPassword}';
                revoke connect on database postgres, template1 from public;
                """, cancellation);

            await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = InstanceSettings.DatabaseName } } };
            if (await exists.ExecuteScalarAsync(cancellation) is null)
            {
                await ExecuteAsync(connection, $"create database {InstanceSettings.DatabaseName} owner {InstanceSettings.OwnerLogin}", cancellation);
            }

            return await WhyNoConnectionAsync(cluster.OwnerConnectionString, cancellation) is { } reason
                ? PostgresErrors.Failed("The database runs and refuses its owner.", reason, cluster.LogFile)
                : null;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return PostgresErrors.KeyMismatch(cluster.DataFolder);
        }
        catch (NpgsqlException exception)
        {
            return PostgresErrors.Failed("The database could not be set up.", exception.Message, cluster.LogFile);
        }
    }

    /// <summary>Null when a connection opens, else why it does not.</summary>
    public static async Task<string?> WhyNoConnectionAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled(connectionString));
            await connection.OpenAsync(cancellation);
            return null;
        }
        catch (NpgsqlException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Makes the folder for the server's account; where that account cannot reach it, elsewhere, with a link left behind.</summary>
    private static async Task<Error?> PlaceFolderAsync(PostgresCluster cluster, ServerAccount account, CancellationToken cancellation)
    {
        if (account.UserId is null)
        {
            PrivateFiles.CreateFolder(PostmasterFile.RealPath(cluster.Folder));
            return null;
        }

        var parent = Path.GetDirectoryName(PostmasterFile.RealPath(cluster.Folder))!;
        Directory.CreateDirectory(parent);
        if (!(await account.RunAsync(["test", "-x", parent], cancellation)).Succeeded)
        {
            if (cluster.FallbackFolder is null) return PostgresErrors.Failed($"The account that PostgreSQL runs under cannot reach {cluster.Folder}.", "", cluster.LogFile);
            await ChildProcess.RunAsync(["install", "-d", "-m", "0755", Path.GetDirectoryName(cluster.FallbackFolder)!], cancellation: cancellation);
            File.CreateSymbolicLink(cluster.Folder, cluster.FallbackFolder);
        }

        var made = await ChildProcess.RunAsync(
            ["install", "-d", "-m", "0700", "-o", account.UserId, "-g", account.GroupId!, PostmasterFile.RealPath(cluster.Folder)], cancellation: cancellation);
        return made.Succeeded ? null : PostgresErrors.Failed("The database's folder could not be made.", made.Output, cluster.LogFile);
    }

    private static async Task<Error?> InitializeAsync(PostgresCluster cluster, PostgresPrograms programs, ServerAccount account, CancellationToken cancellation)
    {
        // Made aside and renamed when whole: a run that was interrupted leaves nothing that looks like data. The password goes
        // through a file of the server's account, since initdb reads it from nowhere else and a command line is public.
        const string script = """
            set -eu
            umask 077
            cd "$1"
            rm -rf data.new password
            trap 'rm -f password' EXIT
            cat > password
            shift
            "$@" --pwfile=password -D data.new
            mv data.new data
            """;
        string[] initdb =
        [
            programs.PathOf("initdb"), "-U", InstanceSettings.SuperLogin, "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
            .. cluster.Durable ? (string[])[] : ["--no-sync"],
        ];
        var folder = PostmasterFile.RealPath(cluster.Folder);

        // Names in French and English sort as people expect. A build of PostgreSQL without ICU sorts by code point instead.
        var outcome = await account.RunAsync(["sh", "-c", script, "sh", folder, .. initdb, "--locale-provider=icu", "--icu-locale=und"], cancellation, cluster.SuperPassword);
        if (!outcome.Succeeded && outcome.Output.Contains("ICU is not supported", StringComparison.Ordinal))
        {
            outcome = await account.RunAsync(["sh", "-c", script, "sh", folder, .. initdb], cancellation, cluster.SuperPassword);
        }

        return outcome.Succeeded ? null : PostgresErrors.Failed("The database could not be made (initdb).", outcome.Output, cluster.LogFile);
    }

    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 10 }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
