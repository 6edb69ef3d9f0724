using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>One target with what it was sent last. Row-level security shows targets to those alone who may change roles.</summary>
/// <param name="Id">The target.</param>
/// <param name="Status">Only <c>sent</c>, <c>pending</c> or <c>dead</c>.</param>
public sealed record ShowWebhookTarget(Guid Id, string? Status = null) : IQuery<WebhookTargetView>;

/// <summary>A target and its last deliveries.</summary>
/// <param name="Target">The target.</param>
/// <param name="Events">What it was sent, or is to be sent, the newest first.</param>
/// <param name="SentInDay">How many events it took in the past 24 hours.</param>
public sealed record WebhookTargetView(WebhookLine Target, IReadOnlyList<SentEvent> Events, int SentInDay);

/// <summary>One event and how its sending went.</summary>
public sealed record SentEvent(long Id, string EventId, string EventType, string Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset NextAttemptAt)
{
    /// <summary>The last answer (HTTP status).</summary>
    public int? LastStatus { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; init; }

    /// <summary>The beginning of the last answer.</summary>
    public string? Excerpt { get; init; }

    /// <summary>When it was taken or given up.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

internal sealed class ShowWebhookTargetHandler(PeppiDbContext db, TimeProvider time) : IHandler<ShowWebhookTarget, WebhookTargetView>
{
    private const int Shown = 50;

    public async Task<Result<WebhookTargetView>> Handle(ShowWebhookTarget query, CancellationToken cancellationToken)
    {
        var target = await WebhookLines.Of(db, db.WebhookTargets.Where(row => row.Id == query.Id)).SingleOrDefaultAsync(cancellationToken);
        if (target is null) return SharedErrors.NotFound("webhook");
        var events = await db.OutgoingEvents.Where(row => row.TargetId == query.Id && (query.Status == null || row.Status == query.Status))
            .OrderByDescending(row => row.Id).Take(Shown)
            .Select(row => new SentEvent(row.Id, row.EventId, row.EventType, row.Status, row.Attempts, row.CreatedAt, row.NextAttemptAt)
            {
                LastStatus = row.LastStatus,
                LastError = row.LastError,
                Excerpt = row.Excerpt,
                FinishedAt = row.FinishedAt,
            }).ToListAsync(cancellationToken);
        var since = time.GetUtcNow().AddDays(-1);
        return new WebhookTargetView(target, events, await db.OutgoingEvents.CountAsync(row => row.TargetId == query.Id && row.Status == "sent" && row.FinishedAt >= since, cancellationToken));
    }
}

/// <summary>Targets as lists and pages show them.</summary>
internal static class WebhookLines
{
    public static IQueryable<WebhookLine> Of(PeppiDbContext db, IQueryable<WebhookTarget> targets) => targets.AsNoTracking().OrderBy(target => target.Name)
        .Select(target => new WebhookLine(target.Id, target.Name, target.Url, target.Format, target.Events, target.Active)
        {
            LastAt = target.LastAt,
            LastStatus = target.LastStatus,
            LastError = target.LastError,
            PreviousUntil = target.PreviousUntil,
            Pending = db.OutgoingEvents.Count(row => row.TargetId == target.Id && row.Status == "pending"),
            Dead = db.OutgoingEvents.Count(row => row.TargetId == target.Id && row.Status == "dead"),
        });
}
