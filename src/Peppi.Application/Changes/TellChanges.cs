using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Changes.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Changes;

/// <summary>
/// Hands what changed to every listener, then what listeners could not take earlier; answers how many changes there were. One node at a
/// time does so: changes keep their order, and a node that dies leaves them in the outbox.
/// </summary>
public sealed record TellChanges : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class TellChangesHandler(
    PeppiDbContext db, IChangeFeed feed, IEnumerable<IChangeListener> listeners, ListenerRests rests, IOptions<ChangesOptions> options, TimeProvider time, ILogger<TellChangesHandler> logger)
    : IHandler<TellChanges, int>
{
    /// <summary>How many changes a transaction takes.</summary>
    public const int AtOnce = 500;

    /// <summary>How long what could not be taken earlier is tried again before the worker looks up.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    private readonly IReadOnlyList<IChangeListener> ears = [.. listeners];

    // No listener holds the others for longer: neither with one look at a batch, nor with its changes one by one.
    private readonly TimeSpan patience = TimeSpan.FromSeconds(options.Value.ListenerSeconds);

    public async Task<Result<int>> Handle(TellChanges command, CancellationToken cancellationToken)
    {
        var told = await TellAllAsync(cancellationToken);

        // What could not be taken earlier holds up what comes now for no longer than one attempt.
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < RetryTime && await RetryAsync(cancellationToken)) told += 1 + await TellAllAsync(cancellationToken);
        return told;
    }

    private async Task<int> TellAllAsync(CancellationToken cancellationToken)
    {
        var told = 0;
        int round;
        do
        {
            round = await TellAsync(cancellationToken);
            told += round;
        }
        while (round == AtOnce);
        return told;
    }

    private async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await feed.TryHoldAsync(cancellationToken)) return 0;
        var changes = await feed.TakeAsync(AtOnce, cancellationToken);
        if (changes.Count == 0) return 0;
        foreach (var listener in ears)
        {
            List<Change> concerning = [.. changes.Where(listener.Hears)];
            if (concerning.Count == 0) continue;
            if (rests.IsResting(listener.Name)) KeepAll(listener, concerning, "It was too slow a moment ago.");
            else if (await TryAsync(listener, concerning, cancellationToken) is not { } fault) continue;
            else if (concerning.Count == 1 || rests.IsResting(listener.Name)) KeepAll(listener, concerning, fault);
            else await EachAloneAsync(listener, concerning, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(cancellationToken);
        return changes.Count;
    }

    // One of them is the one that it cannot take; the others must not wait for it.
    private async Task EachAloneAsync(IChangeListener listener, List<Change> changes, CancellationToken cancellationToken)
    {
        List<(Change Change, string Fault)> kept = [];
        var began = time.GetTimestamp();
        foreach (var change in changes)
        {
            if (time.GetElapsedTime(began) > patience || rests.IsResting(listener.Name)) kept.Add((change, "Its turn did not come in time."));
            else if (await TryAsync(listener, [change], cancellationToken) is { } fault) kept.Add((change, fault));
        }

        foreach (var (change, fault) in kept) Keep(listener, change, fault);
    }

    // Null when it took them; what it did before it failed is undone.
    private async Task<string?> TryAsync(IChangeListener listener, List<Change> changes, CancellationToken cancellationToken)
    {
        const string Before = "before_listener";
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Before, cancellationToken);
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await listener.HearAsync(changes, both.Token);
            await db.SaveChangesAsync(both.Token);
            db.ChangeTracker.Clear();
            await transaction.ReleaseSavepointAsync(Before, cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Faulted(exception, listener.Name, changes.Count);
            if (limit.IsCancellationRequested) rests.Rest(listener.Name);
            db.ChangeTracker.Clear();
            await transaction.RollbackToSavepointAsync(Before, cancellationToken);
            return exception.Message;
        }
    }

    private void KeepAll(IChangeListener listener, List<Change> changes, string fault)
    {
        foreach (var change in changes) Keep(listener, change, fault);
    }

    private void Keep(IChangeListener listener, Change change, string fault) => db.OutboxRetries.Add(new OutboxRetry
    {
        Listener = listener.Name,
        OutboxId = change.Id,
        TableName = change.Table,
        Key = change.Key,
        Kind = change.Kind,
        ProjectId = change.ProjectId,
        At = change.At,
        Attempts = 1,
        NextAttemptAt = time.GetUtcNow() + Waits[0],
        LastError = fault,
    });

    // Tries the one that is due first; false where none is.
    private async Task<bool> RetryAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await feed.TryHoldAsync(cancellationToken)) return false;
        var now = time.GetUtcNow();
        var resting = ears.Select(ear => ear.Name).Where(rests.IsResting).ToList();
        var due = await db.OutboxRetries.Where(row => row.NextAttemptAt <= now && !resting.Contains(row.Listener)).OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (due is null) return false;

        // Never given up: what a fault or a missing listener holds back is taken once the fault is mended, or the next version has it.
        var fault = ears.FirstOrDefault(ear => ear.Name == due.Listener) is { } listener
            ? await TryAsync(listener, [new Change(due.OutboxId, due.TableName, due.Kind, due.Key, due.ProjectId, due.At)], cancellationToken)
            : "There is no such listener.";
        var row = db.OutboxRetries.Where(retry => retry.Id == due.Id);
        if (fault is null)
        {
            await row.ExecuteDeleteAsync(cancellationToken);
        }
        else
        {
            var next = now + Waits[Math.Min(due.Attempts, Waits.Length - 1)];
            await row.ExecuteUpdateAsync(retry => retry.SetProperty(it => it.Attempts, due.Attempts + 1).SetProperty(it => it.NextAttemptAt, next).SetProperty(it => it.LastError, fault), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Listener {Listener} could not take {Count} changes")]
    private partial void Faulted(Exception exception, string listener, int count);
}
