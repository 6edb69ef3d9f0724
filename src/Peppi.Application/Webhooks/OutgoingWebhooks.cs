using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Webhooks.Contracts;

namespace Peppi.Application.Webhooks;

internal sealed class OutgoingWebhooks(PeppiDbContext db, TimeProvider time) : IOutgoingWebhooks
{
    public async Task<int> QueueAsync(IReadOnlyList<WebhookNews> news, CancellationToken cancellationToken)
    {
        var targets = await db.WebhookTargets.AsNoTracking().Where(target => target.Active).Select(target => new { target.Id, target.Format, target.Events }).ToListAsync(cancellationToken);
        if (targets.Count == 0) return 0;

        // A change that is told a second time (a listener's retry) has the id that it had.
        var ids = news.Select(one => one.Id).ToList();
        var known = (await db.OutgoingEvents.AsNoTracking().Where(row => ids.Contains(row.EventId)).Select(row => new { row.TargetId, row.EventId }).ToListAsync(cancellationToken))
            .Select(row => (row.TargetId, row.EventId)).ToHashSet();
        var now = time.GetUtcNow();
        var queued = 0;
        foreach (var target in targets)
        {
            foreach (var one in news.Where(one => WebhookEvents.Wants(target.Events, one.Type)))
            {
                if (!known.Add((target.Id, one.Id))) continue;
                db.Add(WebhookEvents.Queued(target.Id, target.Format, one, now));
                queued++;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return queued;
    }
}
