using Microsoft.EntityFrameworkCore;
using Npgsql;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Storage;

/// <summary>Old rows, by the function of <c>037_retention.sql</c>, which knows what may go.</summary>
internal sealed class PgRowRetention : IRowRetention
{
    public Task<long> RetireAsync(PeppiDbContext db, string table, DateTimeOffset before, bool dryRun, CancellationToken cancellationToken) =>
        db.Database.SqlQueryRaw<long>("select app.retire_rows(@table, @before, @dry) as \"Value\"",
            new NpgsqlParameter("table", table), new NpgsqlParameter("before", before.ToUniversalTime()), new NpgsqlParameter("dry", dryRun)).SingleAsync(cancellationToken);
}
