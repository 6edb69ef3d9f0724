using Npgsql;
using NpgsqlTypes;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;
using Peppi.DataApi.Sql;

namespace Peppi.Infrastructure.DataApi;

/// <summary>
/// Runs a request's statements in one <see cref="NpgsqlBatch"/>, which is one round trip and, without a BEGIN, one implicit
/// transaction. An explicit transaction is taken only where the end depends on the outcome, or is no commit, or has its own isolation.
/// </summary>
/// <param name="poolOf">The pool of a database role.</param>
internal sealed class PgStatementExecutor(Func<string, NpgsqlDataSource> poolOf) : IStatementExecutor
{
    /// <summary>A body up to this size is read whole, so that its connection is free before a slow client has taken it.</summary>
    private const int HeldBodySize = 64 * 1024;

    public async Task<Outcome<DbResult>> ExecuteAsync(Execution execution, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await poolOf(execution.Role).OpenConnectionAsync(cancellationToken);
                var run = new PgTransaction(connection, execution, HeldBodySize);
                var outcome = await run.RunAsync(cancellationToken);
                if (run.KeepsConnection) connection = null;
                return outcome;
            }
            catch (PostgresException cause) when (attempt == 0 && IsStalePlan(cause))
            {
                // A prepared statement outlived a change of the schema. Nothing has happened yet: prepare anew and run again.
                await connection!.CloseAsync();
                connection.ReloadTypes();
                NpgsqlConnection.ClearPool(connection);
            }
            catch (PostgresException cause) when (attempt == 0 && cause.SqlState is (PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure))
            {
                // Nothing of it stayed, and nothing was answered yet: of two that crossed, the one that gave way comes after the other.
            }
            catch (PostgresException cause)
            {
                return DatabaseErrors.From(cause.SqlState, cause.MessageText, DetailOf(cause), cause.Hint, execution.SignedIn);
            }
            catch (NpgsqlException cause) when (connection is null)
            {
                return cause.InnerException is TimeoutException ? DatabaseErrors.PoolExhausted() : DatabaseErrors.Unreachable(null);
            }
            catch (NpgsqlException)
            {
                return DatabaseErrors.Broken(null);
            }
            finally
            {
                if (connection is not null) await connection.DisposeAsync();
            }
        }
    }

    // Where a pool keeps details to itself, Npgsql puts a sentence about its own settings in their place.
    private static string? DetailOf(PostgresException cause) =>
        cause.Detail is { } detail && detail.StartsWith("Detail redacted", StringComparison.Ordinal) ? null : cause.Detail;

    private static bool IsStalePlan(PostgresException cause) =>
        cause.SqlState == PostgresErrorCodes.FeatureNotSupported && cause.MessageText.StartsWith("cached plan", StringComparison.Ordinal);
}

/// <summary>Makes Npgsql's commands of the engine's statements.</summary>
internal static class PgCommands
{
    public static NpgsqlBatchCommand From(SqlStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var value in statement.Values) command.Parameters.Add(ParameterOf(value));
        return command;
    }

    private static NpgsqlParameter ParameterOf(SqlValue value) => value switch
    {
        UntypedValue untyped => new NpgsqlParameter<string> { TypedValue = untyped.Text, NpgsqlDbType = NpgsqlDbType.Unknown },
        TextValue text => new NpgsqlParameter<string> { TypedValue = text.Text, NpgsqlDbType = NpgsqlDbType.Text },
        Utf8Value text => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = text.Utf8, NpgsqlDbType = NpgsqlDbType.Text },
        JsonValue json => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = json.Utf8, NpgsqlDbType = NpgsqlDbType.Json },
        BytesValue bytes => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = bytes.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        _ => throw new InvalidOperationException($"No parameter for {value.GetType().Name}."),
    };
}
