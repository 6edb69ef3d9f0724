using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Audit;

/// <summary>Looks whether the audit log is as it was written: compares every entry with its link, and every link with the one before.</summary>
/// <param name="Head">The head that an earlier look told: the log must still lead to it. Null where there is none to compare with.</param>
public sealed record VerifyAuditLog(string? Head) : IQuery<AuditVerdict>;

/// <summary>What was found.</summary>
/// <param name="Linked">Entries in the chain.</param>
/// <param name="Waiting">Entries that are newer than the last link.</param>
/// <param name="Head">The last link: noted down elsewhere, it shows later whether the end was cut off.</param>
/// <param name="Faults">What is wrong, in the order of the chain.</param>
public sealed record AuditVerdict(long Linked, long Waiting, string Head, IReadOnlyList<AuditFault> Faults);

/// <summary>A place where the log is not as it was written.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Kind"><c>changed</c>, <c>deleted</c>, <c>inserted</c>, <c>unlinked</c> or <c>cut</c>.</param>
/// <param name="Message">What is wrong, in words.</param>
public sealed record AuditFault(long EntryId, string Kind, string Message);

internal sealed class VerifyAuditLogHandler(PeppiDbContext db, AuditChain chain) : IHandler<VerifyAuditLog, AuditVerdict>
{
    private const int AtOnce = 2_000;

    // An entry bears the instant at which its transaction began.
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(15);

    public async Task<Result<AuditVerdict>> Handle(VerifyAuditLog query, CancellationToken cancellationToken)
    {
        List<AuditFault> faults = [];
        AuditSeal? last = null;
        var headSeen = query.Head is null;
        while (true)
        {
            var after = last?.Position ?? 0;
            var links = await (
                from seal in db.AuditSeals.AsNoTracking()
                join entry in db.AuditLog.AsNoTracking() on seal.EntryId equals entry.Id into entries
                from entry in entries.DefaultIfEmpty()
                where seal.Position > after
                orderby seal.Position
                select new { Seal = seal, Entry = entry }).Take(AtOnce).ToListAsync(cancellationToken);
            if (links.Count == 0) break;
            foreach (var link in links)
            {
                if (Fault(last, link.Seal, link.Entry) is { } fault) faults.Add(fault);
                last = link.Seal;
                headSeen |= query.Head == HeadOf(last);
            }
        }

        // What has a lower number than an entry that is linked, and no link itself, was not there when that one was linked.
        var highest = await db.AuditSeals.MaxAsync(seal => (long?)seal.EntryId, cancellationToken) ?? 0;
        var put = await db.AuditLog.AsNoTracking().Where(entry => entry.Id < highest && !db.AuditSeals.Any(seal => seal.EntryId == entry.Id))
            .OrderBy(entry => entry.Id).Select(entry => new { entry.Id, entry.At }).ToListAsync(cancellationToken);
        faults.AddRange(put.Where(entry => last is not null && entry.At < last.SealedAt - LongestTransaction)
            .Select(entry => new AuditFault(entry.Id, "inserted", $"Entry {entry.Id} stands among entries that are linked, and was not there when they were.")));
        if (!headSeen) faults.Add(new AuditFault(last?.EntryId ?? 0, "cut", "The head that was noted down is not in the chain: its end was cut off, or it was made anew."));

        var waiting = await db.AuditLog.CountAsync(entry => entry.Id > highest, cancellationToken);
        return new AuditVerdict(last?.Position ?? 0, waiting, last is null ? "none" : HeadOf(last), faults);
    }

    private AuditFault? Fault(AuditSeal? before, AuditSeal seal, AuditEntry? entry)
    {
        if (seal.Position != (before?.Position ?? 0) + 1)
            return new AuditFault(seal.EntryId, "unlinked", $"The links before entry {seal.EntryId} (place {seal.Position}) are gone.");
        if (entry is null) return new AuditFault(seal.EntryId, "deleted", $"Entry {seal.EntryId} (place {seal.Position}) was deleted.");
        if (!CryptographicOperations.FixedTimeEquals(seal.Seal, chain.LinkOf(before?.Seal ?? [], seal.Position, seal.SealedAt, entry)))
            return new AuditFault(entry.Id, "changed", $"Entry {entry.Id} (place {seal.Position}, {entry.At:u}, {entry.Action} of {entry.Subject}) or its link was changed or moved.");
        return before is not null && entry.At < before.SealedAt - LongestTransaction && entry.At < seal.SealedAt - LongestTransaction
            ? new AuditFault(entry.Id, "inserted", $"Entry {entry.Id} (place {seal.Position}) says {entry.At:u}, and was not there when earlier entries were linked at {before.SealedAt:u}.")
            : null;
    }

    private static string HeadOf(AuditSeal seal) => $"{seal.Position}:{Convert.ToHexStringLower(seal.Seal)}";
}
