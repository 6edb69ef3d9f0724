using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Audit;

/// <summary>
/// Links the entries that are new in the audit log into its chain. Apart from the writers: each would wait for the one before. The
/// answer is how many.
/// </summary>
public sealed record SealAuditLog : ICommand<int>
{
    /// <summary>Entries that one round links at most.</summary>
    public const int AtOnce = 2_000;
}

internal sealed class SealAuditLogHandler(PeppiDbContext db, AuditChain chain, TimeProvider time) : IHandler<SealAuditLog, int>
{
    // Entries get their numbers before they are committed: how far behind the highest one that is linked to look for a late one.
    private const long Late = 10_000;

    public async Task<Result<int>> Handle(SealAuditLog command, CancellationToken cancellationToken)
    {
        var last = await db.AuditSeals.AsNoTracking().OrderByDescending(seal => seal.Position).FirstOrDefaultAsync(cancellationToken);
        var highest = await db.AuditSeals.MaxAsync(seal => (long?)seal.EntryId, cancellationToken) ?? 0;
        var entries = await db.AuditLog.AsNoTracking()
            .Where(entry => entry.Id > highest - Late && !db.AuditSeals.Any(seal => seal.EntryId == entry.Id))
            .OrderBy(entry => entry.Id).Take(SealAuditLog.AtOnce).ToListAsync(cancellationToken);

        var now = AuditChain.Kept(time.GetUtcNow());
        var (position, before) = (last?.Position ?? 0, last?.Seal ?? []);
        foreach (var entry in entries)
        {
            position++;
            before = chain.LinkOf(before, position, now, entry);
            db.Add(new AuditSeal { Position = position, EntryId = entry.Id, SealedAt = now, Seal = before });
        }

        await db.SaveChangesAsync(cancellationToken);
        return entries.Count;
    }
}
