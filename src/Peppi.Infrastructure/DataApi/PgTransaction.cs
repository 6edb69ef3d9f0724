using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;

namespace Peppi.Infrastructure.DataApi;

/// <summary>One run of one request's statements on one connection.</summary>
internal sealed class PgTransaction(NpgsqlConnection connection, Execution execution, int heldBodySize)
{
    private readonly bool isExplicit = (!execution.ReadOnly && (execution.Check is not null || execution.Rollback)) || execution.Isolation is not null;

    /// <summary>The body is still arriving: it owns the connection now.</summary>
    public bool KeepsConnection { get; private set; }

    public async Task<Outcome<DbResult>> RunAsync(CancellationToken cancellationToken)
    {
        var batch = Batch();
        var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var result = await ReadAsync(batch, reader, cancellationToken);
        if (KeepsConnection) return result;
        await reader.DisposeAsync();
        await batch.DisposeAsync();
        var refusal = execution.Check?.Invoke(result);
        if (isExplicit && execution.Check is not null) await EndAsync(refusal is not null || execution.Rollback, cancellationToken);
        return refusal is null ? result : refusal;
    }

    private NpgsqlBatch Batch()
    {
        var batch = new NpgsqlBatch(connection);
        if (isExplicit) batch.BatchCommands.Add(new NpgsqlBatchCommand(Begin()));
        batch.BatchCommands.Add(PgCommands.From(execution.Preamble));
        if (execution.PreRequest is { } first) batch.BatchCommands.Add(PgCommands.From(first));
        if (execution.Estimate is { } estimate) batch.BatchCommands.Add(PgCommands.From(estimate));
        batch.BatchCommands.Add(PgCommands.From(execution.Main));
        if (!isExplicit || execution.Check is not null) return batch;
        if (execution.Rollback) batch.BatchCommands.Add(new NpgsqlBatchCommand("set constraints all immediate"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(execution.Rollback ? "rollback" : "commit"));
        return batch;
    }

    private string Begin() => execution.Isolation?.ToLowerInvariant() switch
    {
        "serializable" => "begin isolation level serializable",
        "repeatable read" => "begin isolation level repeatable read",
        _ => "begin",
    };

    private async Task EndAsync(bool rollback, CancellationToken cancellationToken)
    {
        await using var end = new NpgsqlBatch(connection);
        if (rollback && execution.Rollback) end.BatchCommands.Add(new NpgsqlBatchCommand("set constraints all immediate"));
        end.BatchCommands.Add(new NpgsqlBatchCommand(rollback ? "rollback" : "commit"));
        await end.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<DbResult> ReadAsync(NpgsqlBatch batch, NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        // BEGIN reports no rows; the preamble and the function that looks first do, and nobody reads them.
        await reader.NextResultAsync(cancellationToken);
        if (execution.PreRequest is not null) await reader.NextResultAsync(cancellationToken);
        var estimate = execution.Estimate is null ? null : await EstimateAsync(reader, cancellationToken);
        if (execution.IsExplain) return await LinesAsync(reader, cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return await NothingAsync(reader, cancellationToken);
        var rows = reader.GetInt64(0);
        var headers = await TextAsync(reader, 1, cancellationToken);
        var status = await TextAsync(reader, 2, cancellationToken);
        var column = 3;
        long? total = execution.CountsTotal ? reader.GetInt64(column++) : null;
        var location = execution.TellsNew ? await TextAsync(reader, column++, cancellationToken) : null;
        long? inserted = execution.TellsNew ? reader.GetInt64(column++) : null;
        return new DbResult
        {
            Total = total,
            Rows = rows,
            Headers = headers,
            Status = status,
            Location = location,
            Inserted = inserted,
            Estimate = estimate,
            Body = await BodyAsync(batch, reader, column, cancellationToken),
        };
    }

    private async Task<DbBody> BodyAsync(NpgsqlBatch batch, NpgsqlDataReader reader, int column, CancellationToken cancellationToken)
    {
        if (await reader.IsDBNullAsync(column, cancellationToken))
        {
            await DrainAsync(reader, cancellationToken);
            return HeldBody.Empty;
        }

        var stream = await reader.GetStreamAsync(column, cancellationToken);
        if (execution.ReadOnly && stream.Length > heldBodySize && execution.Check is null && !isExplicit)
        {
            KeepsConnection = true;
            return new ArrivingBody(stream, reader, batch, connection);
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        await DrainAsync(reader, cancellationToken);
        return new HeldBody(bytes);
    }

    /// <summary>A constraint that waits for the end of the transaction speaks only now.</summary>
    private static async Task DrainAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken))
        {
            // Nothing that follows reports rows.
        }
    }

    private static async Task<DbResult> NothingAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await DrainAsync(reader, cancellationToken);
        return new DbResult { Total = 0, Body = HeldBody.Empty };
    }

    private static async Task<DbResult> LinesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder();
        while (await reader.ReadAsync(cancellationToken)) lines.Append(CultureInfo.InvariantCulture, $"{reader.GetString(0)}\n");
        await DrainAsync(reader, cancellationToken);
        return new DbResult { Body = new HeldBody(Encoding.UTF8.GetBytes(lines.ToString())) };
    }

    private static async Task<long?> EstimateAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        long? rows = null;
        if (await reader.ReadAsync(cancellationToken))
        {
            using var plan = JsonDocument.Parse(reader.GetString(0));
            rows = plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64();
        }

        await reader.NextResultAsync(cancellationToken);
        return rows;
    }

    private static async Task<string?> TextAsync(NpgsqlDataReader reader, int column, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(column, cancellationToken) ? null : reader.GetString(column);

    /// <summary>A large body of a read: it goes out while it comes in.</summary>
    private sealed class ArrivingBody(Stream stream, NpgsqlDataReader reader, NpgsqlBatch batch, NpgsqlConnection connection) : DbBody
    {
        public override long Length { get; } = stream.Length;

        public override async ValueTask CopyToAsync(Stream output, CancellationToken cancellationToken) => await stream.CopyToAsync(output, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            await reader.DisposeAsync();
            await batch.DisposeAsync();
            await connection.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
