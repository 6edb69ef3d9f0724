using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>Has webhooks read again, from the bytes that were kept; what they gave before is not doubled. Answers how many.</summary>
public sealed record ReplayWebhooks : ICommand<int>
{
    /// <summary>Only this one.</summary>
    public long? Id { get; init; }

    /// <summary>All with this outcome.</summary>
    public string? Outcome { get; init; }
}

internal sealed class ReplayWebhooksHandler(PeppiDbContext db, TimeProvider time) : IHandler<ReplayWebhooks, int>
{
    public async Task<Result<int>> Handle(ReplayWebhooks command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var chosen = command.Id is { } id ? db.WebhookInbox.Where(row => row.Id == id) : db.WebhookInbox.Where(row => row.Outcome == command.Outcome);
        var there = await chosen.CountAsync(cancellationToken);
        if (there == 0) return command.Id is null ? 0 : SharedErrors.NotFound("webhook");
        var replayed = await chosen.ExecuteUpdateAsync(row => row
            .SetProperty(it => it.Outcome, WebhookOutcomes.Pending).SetProperty(it => it.Attempts, 0).SetProperty(it => it.NextAttemptAt, now), cancellationToken);

        // Row-level security lets those who may only look change nothing.
        return replayed > 0 ? replayed : SharedErrors.Forbidden();
    }
}
