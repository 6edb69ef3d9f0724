using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>Writes many entities at once by COPY, with the names and types that the mapping gives them.</summary>
internal sealed class BulkCopy(DbContext db, NpgsqlConnection connection, DateTimeOffset now)
{
    /// <summary>Writes the rows, and moves the sequence of an integer key behind the last of them.</summary>
    public async Task WriteAsync<T>(IReadOnlyList<T> rows, CancellationToken cancellation)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var columns = entity.GetProperties().Where(property => property.GetComputedColumnSql() is null && property.PropertyInfo is not null).ToArray();
        var table = entity.GetSchema() is { } schema ? $"{schema}.{entity.GetTableName()}" : $"public.{entity.GetTableName()}";
        var list = string.Join(", ", columns.Select(column => column.GetColumnName()));

        await using (var writer = await connection.BeginBinaryImportAsync($"copy {table} ({list}) from stdin (format binary)", cancellation))
        {
            foreach (var row in rows)
            {
                if (row is ITimestamped stamped)
                {
                    if (stamped.CreatedAt == default) stamped.CreatedAt = now;
                    if (stamped.UpdatedAt == default) stamped.UpdatedAt = stamped.CreatedAt;
                }

                await writer.StartRowAsync(cancellation);
                foreach (var column in columns)
                {
                    if (column.PropertyInfo!.GetValue(row) is { } value) await writer.WriteAsync(value, TypeOf(column), cancellation);
                    else await writer.WriteNullAsync(cancellation);
                }
            }

            await writer.CompleteAsync(cancellation);
        }

        if (columns.Any(column => column.Name == "Id" && column.ClrType == typeof(int)))
        {
            await using var sequence = new NpgsqlCommand($"select setval(pg_get_serial_sequence('{table}', 'id'), (select coalesce(max(id), 0) + 1 from {table}), false)", connection);
            await sequence.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static NpgsqlDbType TypeOf(IProperty column)
    {
        if (column.GetColumnType() == "jsonb") return NpgsqlDbType.Jsonb;
        var type = Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType;
        return type switch
        {
            _ when type == typeof(string) => NpgsqlDbType.Text,
            _ when type == typeof(int) => NpgsqlDbType.Integer,
            _ when type == typeof(long) => NpgsqlDbType.Bigint,
            _ when type == typeof(bool) => NpgsqlDbType.Boolean,
            _ when type == typeof(decimal) => NpgsqlDbType.Numeric,
            _ when type == typeof(Guid) => NpgsqlDbType.Uuid,
            _ when type == typeof(DateOnly) => NpgsqlDbType.Date,
            _ when type == typeof(DateTimeOffset) => NpgsqlDbType.TimestampTz,
            _ when type == typeof(byte[]) => NpgsqlDbType.Bytea,
            _ when type == typeof(List<string>) => NpgsqlDbType.Array | NpgsqlDbType.Text,
            _ => throw new NotSupportedException($"{column.Name} is a {type.Name}."),
        };
    }
}
