using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>Which targets have events whose time has come. Background work.</summary>
public sealed record ListDueTargets : IQuery<IReadOnlyList<Guid>>;

/// <summary>
/// Sends one target its due events, one after the other, until none is left or it fails again and again; answers whether something was sent and none is left.
/// Each target has a run of its own, so that a slow one holds nobody. Background work, on any number of nodes at once.
/// </summary>
/// <param name="TargetId">The target.</param>
public sealed record SendDueEvents(Guid TargetId) : ICommand<bool>, IManagesOwnTransaction;

internal sealed class ListDueTargetsHandler(PeppiDbContext db, TimeProvider time) : IHandler<ListDueTargets, IReadOnlyList<Guid>>
{
    public async Task<Result<IReadOnlyList<Guid>>> Handle(ListDueTargets query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.WebhookTargets
            .Where(target => target.Active && db.OutgoingEvents.Any(row => row.TargetId == target.Id && row.Status == "pending" && row.NextAttemptAt <= now))
            .Select(target => target.Id).ToListAsync(cancellationToken);
    }
}

internal sealed partial class SendDueEventsHandler(
    PeppiDbContext db, IWebhookTransport transport, WebhookSecrets secrets, TimeProvider time, ILogger<SendDueEventsHandler> logger) : IHandler<SendDueEvents, bool>
{
    private const string Pending = "pending";

    /// <summary>How long an event is tried before it is given up, from its first attempt on: while Peppi itself was away nothing was tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>So often at least, however long ago the first attempt was.</summary>
    private const int LeastAttempts = 5;

    /// <summary>A node that died while it sent is not waited for longer than this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>So many failures one after the other end a run: the next one comes with the next look.</summary>
    private const int FailuresInARow = 3;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    public async Task<Result<bool>> Handle(SendDueEvents command, CancellationToken cancellationToken)
    {
        var (sent, failures) = (0, 0);
        while (failures < FailuresInARow && await ClaimAsync(command.TargetId, cancellationToken) is { } claim)
        {
            var outcome = await PostAsync(claim.Target, claim.Event, cancellationToken);
            if (await FinishAsync(claim.Event, outcome, cancellationToken)) (sent, failures) = (sent + 1, 0);
            else failures++;
        }

        // It is down: where it has been for a day, what has waited as long is given up without trying each, which would take as long as there are events.
        if (failures == FailuresInARow) await GiveUpAsync(command.TargetId, cancellationToken);
        return sent > 0 && failures < FailuresInARow;
    }

    // The row's attempt is the claim: of two nodes that read the same row, only one moves it on.
    private async Task<(WebhookTarget Target, OutgoingEvent Event)?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var target = await db.WebhookTargets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Active, cancellationToken);
            var next = await db.OutgoingEvents.AsNoTracking().Where(row => row.TargetId == id && row.Status == Pending && row.NextAttemptAt <= now)
                .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).FirstOrDefaultAsync(cancellationToken);
            if (target is null || next is null) return null;
            var until = now + Lease;
            var claimed = await db.OutgoingEvents.Where(row => row.Id == next.Id && row.Status == Pending && row.Attempts == next.Attempts)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.Attempts, next.Attempts + 1).SetProperty(it => it.NextAttemptAt, until)
                    .SetProperty(it => it.CreatedAt, it => it.Attempts == 0 ? now : it.CreatedAt), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            if (next.Attempts == 0) next.CreatedAt = now;
            next.Attempts++;
            if (claimed == 1) return (target, next);
        }
    }

    private async Task<Result<WebhookAnswer>> PostAsync(WebhookTarget target, OutgoingEvent sent, CancellationToken cancellationToken)
    {
        try
        {
            List<KeyValuePair<string, string>> headers = [new("Peppi-Event-Id", sent.EventId), new("Peppi-Event-Type", sent.EventType), new("Peppi-Signature", secrets.Sign(target, sent.Body))];
            return await transport.PostAsync(new Uri(target.Url), sent.Body, headers, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A secret that cannot be opened must not leave the event without an end.
            Faulted(exception, sent.Id);
            return WebhookErrors.NoAnswer("the log says why.");
        }
    }

    private async Task<bool> FinishAsync(OutgoingEvent sent, Result<WebhookAnswer> outcome, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var taken = outcome.Value is { Status: >= 200 and < 300 };
        var fault = taken ? null : outcome.Error?.Message ?? $"The target answered {outcome.Value!.Status}.";
        var deadline = sent.CreatedAt + Patience;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Somebody else took it over after the lease, or a person replayed it: what they note is what counts.
        if (await db.OutgoingEvents.SingleOrDefaultAsync(row => row.Id == sent.Id && row.Status == Pending && row.Attempts == sent.Attempts, cancellationToken) is not { } row) return taken;
        (row.LastStatus, row.LastError, row.Excerpt) = (outcome.Value?.Status, fault, outcome.Value?.Excerpt);
        if (taken) (row.Status, row.FinishedAt) = ("sent", now);
        else if (now >= deadline && sent.Attempts >= LeastAttempts) (row.Status, row.FinishedAt) = ("dead", now);
        else
        {
            var next = now + Waits[Math.Min(sent.Attempts, Waits.Length) - 1];
            row.NextAttemptAt = now < deadline && deadline < next ? deadline : next;
        }

        await db.SaveChangesAsync(cancellationToken);
        await db.WebhookTargets.Where(target => target.Id == sent.TargetId)
            .ExecuteUpdateAsync(target => target.SetProperty(it => it.LastAt, now).SetProperty(it => it.LastStatus, row.LastStatus).SetProperty(it => it.LastError, fault), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return taken;
    }

    private async Task GiveUpAsync(Guid target, CancellationToken cancellationToken)
    {
        const int AtOnce = 1000;
        var now = time.GetUtcNow();
        var since = now - Patience;
        var given = 0;
        if (!await IsGoneAsync(target, since, cancellationToken)) return;
        do
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var late = await db.OutgoingEvents.Where(row => row.TargetId == target && row.Status == Pending && row.NextAttemptAt <= now && row.CreatedAt <= since)
                .OrderBy(row => row.NextAttemptAt).Take(AtOnce).Select(row => row.Id).ToListAsync(cancellationToken);
            given = await db.OutgoingEvents.Where(row => late.Contains(row.Id) && row.Status == Pending && row.NextAttemptAt <= now)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, "dead").SetProperty(it => it.FinishedAt, now)
                    .SetProperty(it => it.LastError, it => it.LastError ?? "The target took nothing for a day."), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        while (given == AtOnce);
    }

    // Something was first tried a day ago, it was tried again and again since, and nothing got through.
    private async Task<bool> IsGoneAsync(Guid target, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ofTarget = db.OutgoingEvents.Where(row => row.TargetId == target);
        if (await ofTarget.AnyAsync(row => row.Status == "sent" && row.FinishedAt > since, cancellationToken)) return false;
        var tried = ofTarget.Where(row => row.Status != "sent" && row.Attempts > 0 && (row.FinishedAt == null || row.FinishedAt > since));
        return await tried.AnyAsync(row => row.CreatedAt <= since, cancellationToken) && await tried.SumAsync(row => row.Attempts, cancellationToken) >= FailuresInARow * LeastAttempts;
    }

    [LoggerMessage(LogLevel.Error, "Event {Event} could not be sent")]
    private partial void Faulted(Exception exception, long @event);
}
