using Microsoft.EntityFrameworkCore;
using Peppi.Application.Changes;
using Peppi.Application.Changes.Contracts;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Alerts;

/// <summary><c>app.outbox</c>, held by an advisory lock that falls with the transaction, or with the node.</summary>
internal sealed class PgChangeFeed(PeppiDbContext db) : IChangeFeed
{
    // "outbox" in ASCII.
    private const long Lock = 0x6F7574626F78;

    // A row that is written while this reads is told of by its own notification, which every node hears.
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({Lock}) as \"Value\"").ToListAsync(cancellationToken))[0];

    public async Task<IReadOnlyList<Change>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var taken = await db.Database.SqlQuery<TakenChange>(
            $"""
            delete from app.outbox where id in (select id from app.outbox order by id limit {most})
            returning id as "Id", table_name as "Table", kind as "Kind", key::text as "Key", project_id as "ProjectId", at as "At"
            """).ToListAsync(cancellationToken);
        return [.. taken.OrderBy(row => row.Id).Select(row => new Change(row.Id, row.Table, row.Kind, row.Key, row.ProjectId, row.At))];
    }

    // Change itself has more than columns.
    private sealed record TakenChange(long Id, string Table, string Kind, string Key, int? ProjectId, DateTimeOffset At);
}
