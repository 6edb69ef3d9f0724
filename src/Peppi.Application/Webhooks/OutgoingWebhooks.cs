using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Webhooks.Contracts;

namespace Peppi.Application.Webhooks;

internal sealed class OutgoingWebhooks(PeppiDbContext db, IEventQueue queue, TimeProvider time) : IOutgoingWebhooks
{
    public async Task<int> QueueAsync(IReadOnlyList<WebhookNews> news, CancellationToken cancellationToken)
    {
        var targets = await db.WebhookTargets.AsNoTracking().Where(target => target.Active).Select(target => new { target.Id, target.Format, target.Events }).ToListAsync(cancellationToken);
        if (targets.Count == 0) return 0;

        var now = time.GetUtcNow();
        return await queue.AddAsync(
            [.. targets.SelectMany(target => news.Where(one => WebhookEvents.Wants(target.Events, one.Type)).Select(one => WebhookEvents.Queued(target.Id, target.Format, one, now)))], cancellationToken);
    }
}
