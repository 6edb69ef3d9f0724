using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Reads what lies in the inbox and finishes rows that clients inserted; answers how many were dealt with. Background work, on any
/// number of nodes: one reads at a time.
/// </summary>
public sealed record ProcessInbox : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class ProcessInboxHandler(
    PeppiDbContext db, IMessageStore store, MessageIngest ingest, IOptions<InboxOptions> options, TimeProvider time, ILogger<ProcessInboxHandler> logger)
    : IHandler<ProcessInbox, int>
{
    // A batch is one transaction: killed in its midst, it was never begun.
    private const int Batch = 250;

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(120)];

    public async Task<Result<int>> Handle(ProcessInbox command, CancellationToken cancellationToken)
    {
        var total = 0;
        while (await DueAsync(cancellationToken) is { Count: > 0 } due) total += await DoAsync(due, ReadAsync, cancellationToken);
        while (await UnfinishedAsync(cancellationToken) is { Count: > 0 } rows) total += await DoAsync(rows, FinishAsync, cancellationToken);
        return total;
    }

    // Only keys: a row that cannot even be read must not hold up the others.
    private async Task<List<long>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await db.WebhookInbox.Where(row => row.Outcome == WebhookOutcomes.Pending && row.NextAttemptAt <= now)
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).Select(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
    }

    private async Task<List<long>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await db.ChantierMessages.Where(message => message.IngestedAt == null).OrderBy(message => message.Id).Select(message => (long)message.Id).Take(Batch).ToListAsync(cancellationToken);
    }

    // Together; where that fails, half by half, until the row that cannot be dealt with is alone.
    private async Task<int> DoAsync(List<long> ids, Func<List<long>, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await store.AloneAsync(cancellationToken);
            await work(ids, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return ids.Count;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && ids.Count > 1)
        {
            Divided(exception);
        }

        var half = ids.Count / 2;
        return await DoAsync(ids[..half], work, cancellationToken) + await DoAsync(ids[half..], work, cancellationToken);
    }

    private async Task ReadAsync(List<long> ids, CancellationToken cancellationToken)
    {
        // Another node may have been faster.
        async Task TakeAsync() => await TakeInAsync(await db.WebhookInbox.Where(row => ids.Contains(row.Id) && row.Outcome == WebhookOutcomes.Pending)
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).ToListAsync(cancellationToken), cancellationToken);
        if (ids.Count == 1) await AloneAsync(ids[0], TakeAsync, cancellationToken);
        else await TakeAsync();
    }

    // What this one row broke is undone to the savepoint, and noted on it.
    private async Task AloneAsync(long id, Func<Task> work, CancellationToken cancellationToken)
    {
        const string before = "before";
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(before, cancellationToken);
        try
        {
            await work();
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(exception, id);
            await transaction.RollbackToSavepointAsync(before, cancellationToken);
            db.ChangeTracker.Clear();
            var failed = await db.WebhookInbox.SingleAsync(it => it.Id == id, cancellationToken);
            failed.Attempts++;
            failed.Error = "It could not be dealt with; the log says why.";
            if (failed.Attempts > Waits.Length) (failed.Outcome, failed.ProcessedAt) = (WebhookOutcomes.Quarantined, time.GetUtcNow());
            else failed.NextAttemptAt = time.GetUtcNow() + Waits[failed.Attempts - 1];
        }
    }

    private async Task TakeInAsync(List<WebhookDelivery> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        List<Arrival> arrivals = [];
        Dictionary<string, MessageStatus> statuses = [];
        foreach (var row in rows)
        {
            var read = Read(row);
            row.ProcessedAt = time.GetUtcNow();
            row.Messages = row.Duplicates = 0;
            (row.Outcome, row.Error) = read.Succeeded ? (WebhookOutcomes.Ignored, null) : (WebhookOutcomes.Quarantined, read.Error.Message);
            if (!read.Succeeded) continue;
            arrivals.AddRange(read.Value.Messages.Select((message, at) => new Arrival(message, row.ReceivedAt, row.Id, at)));
            foreach (var status in read.Value.Statuses.Where(status => !statuses.TryGetValue(status.ExternalId, out var there) || there.Rank < status.Rank))
                statuses[status.ExternalId] = new MessageStatus { ExternalId = status.ExternalId, Rank = status.Rank, Status = status.Status, At = status.At, Error = status.Error };
        }

        var fresh = await ingest.TakeInAsync(arrivals, cancellationToken);
        var counts = fresh.GroupBy(message => message.InboxId!.Value).ToDictionary(group => group.Key, group => group.Count());
        foreach (var group in arrivals.GroupBy(arrival => arrival.InboxId!.Value))
        {
            var row = rows.Single(it => it.Id == group.Key);
            row.Messages = counts.GetValueOrDefault(row.Id);
            row.Duplicates = group.Count() - row.Messages;
            row.Outcome = row.Messages > 0 ? WebhookOutcomes.Processed : WebhookOutcomes.Duplicate;
        }

        if (statuses.Count > 0) await store.MergeStatusesAsync([.. statuses.Values], cancellationToken);
    }

    // What a reader did not foresee is the one row's matter.
    private Result<IncomingNews> Read(WebhookDelivery row)
    {
        try
        {
            return Understand(row);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(exception, row.Id);
            return Unusable("It could not be read; the log says why.");
        }
    }

    private Result<IncomingNews> Understand(WebhookDelivery row)
    {
        using var document = JsonReading.Parse(row.Body);
        if (document is null) return Unusable("It is not JSON, or nested too deeply.");
        var root = document.RootElement;
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return Unusable("It is neither an object nor a list.");
        if (MetaReader.Knows(root)) return MetaReader.Read(root);
        if (row.Source == MessageChannels.WhatsApp) return Unusable("It is not an envelope of the WhatsApp Cloud API.");
        var key = (string?)(JsonNode.Parse(row.Headers) as JsonObject)?["idempotency-key"];
        var news = ManyChatReader.Read(root, key, options.Value.ProjectFields);
        return news.Messages.Count > 0 ? news : Unusable("It holds neither text nor photo: the variables of the flow may be empty.");
    }

    private async Task FinishAsync(List<long> ids, CancellationToken cancellationToken)
    {
        async Task TakeAsync()
        {
            var keys = ids.ConvertAll(id => (int)id);
            var rows = await db.ChantierMessages.Where(message => keys.Contains(message.Id) && message.IngestedAt == null).OrderBy(message => message.Id).ToListAsync(cancellationToken);
            if (rows.Count > 0) await ingest.FinishAsync(rows, cancellationToken);
        }

        if (ids.Count == 1) await GiveUpAsync((int)ids[0], TakeAsync, cancellationToken);
        else await TakeAsync();
    }

    // A row that a client wrote is there and readable, whatever could not be found out about it.
    private async Task GiveUpAsync(int id, Func<Task> work, CancellationToken cancellationToken)
    {
        const string before = "before";
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(before, cancellationToken);
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Unfinished(exception, id);
            await transaction.RollbackToSavepointAsync(before, cancellationToken);
            db.ChangeTracker.Clear();
            var now = time.GetUtcNow();
            await db.ChantierMessages.Where(message => message.Id == id).ExecuteUpdateAsync(it => it.SetProperty(message => message.IngestedAt, now), cancellationToken);
        }
    }

    private static Error Unusable(string why) => new(ErrorKind.Invalid, "webhook_unusable", why);

    [LoggerMessage(LogLevel.Warning, "A batch of the inbox could not be taken in at once; its parts are tried one by one")]
    private partial void Divided(Exception exception);

    [LoggerMessage(LogLevel.Error, "Webhook {Delivery} could not be taken in")]
    private partial void Failed(Exception exception, long delivery);

    [LoggerMessage(LogLevel.Error, "Field message {Message} could not be finished")]
    private partial void Unfinished(Exception exception, int message);
}
