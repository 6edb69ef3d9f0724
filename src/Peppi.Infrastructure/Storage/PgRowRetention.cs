using Microsoft.EntityFrameworkCore;
using Npgsql;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Storage;

/// <summary>Old rows, by the functions of <c>037_retention.sql</c>, which know what may go and what goes with it.</summary>
internal sealed class PgRowRetention : IRowRetention
{
    public Task<OldRows> CountAsync(PeppiDbContext db, string table, DateTimeOffset before, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<OldRows>("select count as \"Count\", files as \"Files\", bytes as \"Bytes\", oldest as \"Oldest\" from app.old_rows(@table, @before)",
            new NpgsqlParameter("table", table), new NpgsqlParameter("before", before.ToUniversalTime())).SingleAsync(cancellationToken);

    public Task<OldRows> RetireAsync(PeppiDbContext db, string table, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<OldRows>("select count as \"Count\", files as \"Files\", bytes as \"Bytes\", oldest as \"Oldest\" from app.retire_rows(@table, @before, @most)",
            new NpgsqlParameter("table", table), new NpgsqlParameter("before", before.ToUniversalTime()), new NpgsqlParameter("most", most)).SingleAsync(cancellationToken);
}
