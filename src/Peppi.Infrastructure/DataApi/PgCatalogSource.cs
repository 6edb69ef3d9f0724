using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Peppi.DataApi;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;

namespace Peppi.Infrastructure.DataApi;

/// <summary>Reads the catalog from PostgreSQL once, and again when somebody says that it changed.</summary>
internal sealed partial class PgCatalogSource(NpgsqlDataSource source, DataApiSettings settings, ILogger<PgCatalogSource> log)
    : ICatalogSource, IDisposable
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly SemaphoreSlim oneReader = new(1, 1);
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DatabaseCatalog? present;

    /// <summary>Whether it has been read.</summary>
    public bool IsKnown => present is not null;

    /// <summary>Done once somebody has asked: a process that never serves the data API need not follow the catalog.</summary>
    public Task Asked => asked.Task;

    public ValueTask<Outcome<DatabaseCatalog>> GetAsync(CancellationToken cancellationToken) =>
        present is { } known ? new(known) : new(FirstAsync(cancellationToken));

    /// <summary>Reads anew and only then replaces: requests go on with the old catalog meanwhile.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await oneReader.WaitAsync(cancellationToken);
        try
        {
            present = await ReadAsync(cancellationToken);
        }
        finally
        {
            oneReader.Release();
        }
    }

    public void Dispose() => oneReader.Dispose();

    private async Task<Outcome<DatabaseCatalog>> FirstAsync(CancellationToken cancellationToken)
    {
        asked.TrySetResult();
        await oneReader.WaitAsync(cancellationToken);
        try
        {
            return present ??= await ReadAsync(cancellationToken);
        }
        catch (NpgsqlException cause)
        {
            LogUnreadable(cause);
            return DatabaseErrors.NoCatalog();
        }
        finally
        {
            oneReader.Release();
        }
    }

    private async Task<DatabaseCatalog> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var prepare = new NpgsqlCommand(CatalogQuery.Prepare, connection)) await prepare.ExecuteNonQueryAsync(cancellationToken);
        await using var read = new NpgsqlCommand(CatalogQuery.Read, connection);
        read.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settings.Schemas] });
        var json = (string)(await read.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        var facts = JsonSerializer.Deserialize<CatalogFacts>(json, SnakeCase)!;
        var catalog = DatabaseCatalog.Build(facts, settings.Schemas, settings.ExtraSearchPath);
        LogRead(facts.Relations.Count, facts.ForeignKeys.Count, facts.Functions.Count);
        return catalog;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Read the catalog: {Relations} relations, {Keys} foreign keys, {Functions} functions")]
    private partial void LogRead(int relations, int keys, int functions);

    [LoggerMessage(Level = LogLevel.Error, Message = "The catalog cannot be read")]
    private partial void LogUnreadable(Exception cause);
}
