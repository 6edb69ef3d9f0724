using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Webhooks;

namespace Peppi.Infrastructure.Webhooks;

/// <summary><c>app.webhook_events</c>, filled by one statement however many events there are.</summary>
internal sealed class PgEventQueue(PeppiDbContext db) : IEventQueue
{
    public async Task<int> AddAsync(IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return 0;
        Guid[] targets = [.. events.Select(one => one.TargetId)];
        string[] ids = [.. events.Select(one => one.EventId)];
        string[] types = [.. events.Select(one => one.EventType)];
        string[] bodies = [.. events.Select(one => one.Body)];
        var now = events[0].CreatedAt;
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into app.webhook_events (target_id, event_id, event_type, body, status, attempts, created_at, next_attempt_at)
            select target_id, event_id, event_type, body, 'pending', 0, {now}, {now}
            from unnest({targets}, {ids}, {types}, {bodies}) as news (target_id, event_id, event_type, body)
            on conflict (target_id, event_id) do nothing
            """, cancellationToken);
    }
}
