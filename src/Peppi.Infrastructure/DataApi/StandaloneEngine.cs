using Microsoft.Extensions.Logging;
using Npgsql;
using Peppi.DataApi;

namespace Peppi.Infrastructure.DataApi;

/// <summary>The engine over one login that may become every role it serves.</summary>
internal sealed partial class StandaloneEngine(StandaloneDatabase database, ILoggerFactory logs, TimeProvider clock) : IStandaloneEngine
{
    private const string Prefix = "pgrst.";

    // What is set for the login in this database wins over what is set for it everywhere, and that over what the function says.
    private const string Settings = """
        select distinct on (name) name, value
        from (
          select 2 + (d.setdatabase <> 0)::int as rank, substr(c.setting, 1, strpos(c.setting, '=') - 1) as name, substr(c.setting, strpos(c.setting, '=') + 1) as value
          from pg_db_role_setting d cross join unnest(d.setconfig) c(setting)
          where d.setrole = (select oid from pg_roles where rolname = current_user)
            and (d.setdatabase = 0 or d.setdatabase = (select oid from pg_database where datname = current_database()))
          union all
          select 1, name, nullif(current_setting(name, true), '') from unnest($1) name where $2
        ) s
        where name = any ($1) and value is not null
        order by name, rank desc
        """;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(LibpqUri.ToConnectionString(database));
    private readonly ILogger<StandaloneEngine> log = logs.CreateLogger<StandaloneEngine>();
    private volatile PgCatalogSource? catalog;

    public bool IsReady => catalog is { IsKnown: true };

    public async Task<IReadOnlyDictionary<string, string>> SettingsAsync((string Schema, string Name)? function, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (function is { } called)
            {
                await using var call = new NpgsqlCommand($"select {(called.Schema.Length > 0 ? Quoted(called.Schema) + "." : "")}{Quoted(called.Name)}()", connection);
                await call.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var read = new NpgsqlCommand(Settings, connection);
            read.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(n => Prefix + n)] });
            read.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = function is not null });
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) found[reader.GetString(0)[Prefix.Length..]] = reader.GetString(1);
        }
        catch (NpgsqlException cause)
        {
            LogNoSettings(cause);
        }

        return found;
    }

    public async Task<DataApiPipeline> ServeAsync(DataApiSettings settings, CancellationToken cancellationToken)
    {
        var fresh = new PgCatalogSource(source, settings, logs.CreateLogger<PgCatalogSource>());
        await fresh.GetAsync(cancellationToken);
        catalog = fresh;
        return new DataApiPipeline(fresh, new PgStatementExecutor(_ => source), settings);
    }

    public Task ReloadCatalogAsync(CancellationToken cancellationToken) => catalog?.ReloadAsync(cancellationToken) ?? Task.CompletedTask;

    public Task FollowAsync(Func<CancellationToken, Task> reloadSettings, CancellationToken cancellationToken) => database.Channel is { } channel
        ? new PgCatalogListener(source, clock, channel, logs.CreateLogger<PgCatalogListener>()).RunAsync(ReloadCatalogAsync, reloadSettings, cancellationToken)
        : Task.CompletedTask;

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    [LoggerMessage(Level = LogLevel.Error, Message = "The settings kept in the database cannot be read; the others hold")]
    private partial void LogNoSettings(Exception cause);
}
