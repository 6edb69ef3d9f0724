using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Webhooks that were dealt with go when <see cref="InboxOptions.KeepRaw"/> is over. What waits, or lies in quarantine, holds words that
/// are nowhere else: it stays until a person has seen to it.
/// </summary>
internal sealed class RetireWebhooks(PeppiDbContext db, IOptions<InboxOptions> options, TimeProvider time) : IRetires
{
    private const int AtOnce = 1000;

    private static readonly string[] Done = [WebhookOutcomes.Processed, WebhookOutcomes.Duplicate, WebhookOutcomes.Ignored];

    public async Task<Retired> RetireAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.KeepRaw;
        var old = db.WebhookInbox.Where(row => Done.Contains(row.Outcome) && row.ProcessedAt < before);
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
        {
            var sum = await old.GroupBy(_ => 1).Select(all => new { Count = all.LongCount(), Oldest = all.Min(row => row.ReceivedAt) }).SingleOrDefaultAsync(cancellationToken);
            if (dryRun || sum is null) return Told(before, sum?.Count ?? 0, sum?.Oldest);
        }

        long gone = 0;
        DateTimeOffset? oldest = null;
        while (true)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var batch = await old.OrderBy(row => row.Id).Select(row => new { row.Id, row.ReceivedAt }).Take(AtOnce).ToListAsync(cancellationToken);
            if (batch.Count == 0) return Told(before, gone, oldest);
            var ids = batch.ConvertAll(row => row.Id);

            // Somebody may have it read again at this moment.
            gone += await old.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            var first = batch.Min(row => row.ReceivedAt);
            if (oldest is null || first < oldest) oldest = first;
        }
    }

    private Retired Told(DateTimeOffset before, long count, DateTimeOffset? oldest) =>
        new("webhooks (Inbox:KeepRaw)", (int)options.Value.KeepRaw.TotalDays, before) { Count = count, Oldest = oldest };
}
