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

    private const string MessageField = "chantier_message";

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(120)];

    // Two that wait for each other, a server that starts again: mostly over within a second.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    // Rows of clients that are left for the next round.
    private readonly HashSet<long> later = [];

    public async Task<Result<int>> Handle(ProcessInbox command, CancellationToken cancellationToken)
    {
        var (reading, finishing) = (new Work(ReadAsync, PutOffAsync, QuarantineAsync), new Work(FinishAsync, LeaveForLaterAsync, GiveUpAsync));
        var total = 0;
        while (await DueAsync(cancellationToken) is { Count: > 0 } due) total += await DoAsync(due, reading, cancellationToken);
        while (await UnfinishedAsync(cancellationToken) is { Count: > 0 } rows) total += await DoAsync(rows, finishing, cancellationToken);
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
        var skipped = later.Select(id => (int)id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await db.ChantierMessages.Where(message => message.IngestedAt == null && !skipped.Contains(message.Id))
            .OrderBy(message => message.Id).Select(message => (long)message.Id).Take(Batch).ToListAsync(cancellationToken);
    }

    // Together; what passes is waited for; else half by half, until the row that cannot be dealt with is alone.
    private async Task<int> DoAsync(List<long> ids, Work work, CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            try
            {
                await InOneAsync(() => work.Try(ids, cancellationToken), cancellationToken);
                return ids.Count;
            }
            catch (Exception exception) when (PassingFaults.Is(exception) && tried < Pauses.Length)
            {
                TriedAgain(exception, ids.Count);
                await Task.Delay(Pauses[tried], time, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !PassingFaults.IsOutage(exception))
            {
                if (ids.Count == 1)
                {
                    Failed(exception, ids[0]);
                    await InOneAsync(() => (PassingFaults.Is(exception) ? work.PutOff : work.GiveUp)(ids[0], cancellationToken), cancellationToken);
                    return 1;
                }

                Divided(exception);
                break;
            }
        }

        var half = ids.Count / 2;
        return await DoAsync(ids[..half], work, cancellationToken) + await DoAsync(ids[half..], work, cancellationToken);
    }

    private async Task InOneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await store.AloneAsync(cancellationToken);
        await work();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Another node may have been faster.
    private async Task ReadAsync(List<long> ids, CancellationToken cancellationToken) =>
        await TakeInAsync(await db.WebhookInbox.Where(row => ids.Contains(row.Id) && row.Outcome == WebhookOutcomes.Pending)
            .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).ToListAsync(cancellationToken), cancellationToken);

    // What passes is waited for without end, at the longest distance in the end.
    private async Task PutOffAsync(long id, CancellationToken cancellationToken)
    {
        if (await db.WebhookInbox.SingleOrDefaultAsync(row => row.Id == id && row.Outcome == WebhookOutcomes.Pending, cancellationToken) is not { } row) return;
        row.Error = "The database had no time for it; it is tried again.";
        row.NextAttemptAt = time.GetUtcNow() + Waits[Math.Min(row.Attempts, Waits.Length - 1)];
        row.Attempts = Math.Min(row.Attempts + 1, Waits.Length);
    }

    // Whatever a row broke may be mended by what comes after it: a site, a sender. Then a person has to look.
    private async Task QuarantineAsync(long id, CancellationToken cancellationToken)
    {
        if (await db.WebhookInbox.SingleOrDefaultAsync(row => row.Id == id && row.Outcome == WebhookOutcomes.Pending, cancellationToken) is not { } row) return;
        row.Attempts++;
        row.Error = "It could not be dealt with; the log says why.";
        if (row.Attempts > Waits.Length) (row.Outcome, row.ProcessedAt) = (WebhookOutcomes.Quarantined, time.GetUtcNow());
        else row.NextAttemptAt = time.GetUtcNow() + Waits[row.Attempts - 1];
    }

    private async Task TakeInAsync(List<WebhookDelivery> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows.Where(row => row.Source == MessageChannels.Api)) await ReopenAsync(row, cancellationToken);
        rows.RemoveAll(row => row.Source == MessageChannels.Api);
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
        var keys = ids.ConvertAll(id => (int)id);
        var rows = await db.ChantierMessages.Where(message => keys.Contains(message.Id) && message.IngestedAt == null).OrderBy(message => message.Id).ToListAsync(cancellationToken);
        if (rows.Count > 0) await ingest.FinishAsync(rows, cancellationToken);
    }

    private Task LeaveForLaterAsync(long id, CancellationToken cancellationToken)
    {
        later.Add(id);
        return Task.CompletedTask;
    }

    // A row that a client wrote is there and readable, whatever could not be found out about it; quarantine says so, and tries it again.
    private async Task GiveUpAsync(long id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await db.ChantierMessages.Where(message => message.Id == (int)id && message.IngestedAt == null)
            .ExecuteUpdateAsync(it => it.SetProperty(message => message.IngestedAt, now), cancellationToken) == 0) return;
        var key = $"{MessageChannels.Api}:message:{id}";
        var row = await db.WebhookInbox.SingleOrDefaultAsync(it => it.DedupKey == key, cancellationToken);
        if (row is null)
        {
            row = new WebhookDelivery { Source = MessageChannels.Api, ReceivedAt = now, DedupKey = key, Body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { [MessageField] = id }) };
            db.WebhookInbox.Add(row);
        }

        (row.Outcome, row.ProcessedAt) = (WebhookOutcomes.Quarantined, now);
        row.Error = "Sender, site and photo of a message that was inserted could not be found out; the log says why.";
    }

    // What quarantine holds of an inserted row is its number: the row itself is there.
    private async Task ReopenAsync(WebhookDelivery row, CancellationToken cancellationToken)
    {
        using var document = JsonReading.Parse(row.Body);
        var id = document?.RootElement.Member(MessageField) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var there) ? there : 0;
        row.Messages = await db.ChantierMessages.Where(message => message.Id == id).ExecuteUpdateAsync(it => it.SetProperty(message => message.IngestedAt, (DateTimeOffset?)null), cancellationToken);
        (row.Outcome, row.Error, row.ProcessedAt) = (row.Messages > 0 ? WebhookOutcomes.Processed : WebhookOutcomes.Ignored, null, time.GetUtcNow());
    }

    /// <summary>What is done with rows together, and with one that failed alone: because of what passes, or for good.</summary>
    private sealed record Work(Func<List<long>, CancellationToken, Task> Try, Func<long, CancellationToken, Task> PutOff, Func<long, CancellationToken, Task> GiveUp);

    private static Error Unusable(string why) => new(ErrorKind.Invalid, "webhook_unusable", why);

    [LoggerMessage(LogLevel.Warning, "{Count} rows of the inbox could not be taken in at this moment; they are tried again")]
    private partial void TriedAgain(Exception exception, int count);

    [LoggerMessage(LogLevel.Warning, "A batch of the inbox could not be taken in at once; its parts are tried one by one")]
    private partial void Divided(Exception exception);

    [LoggerMessage(LogLevel.Error, "Row {Row} of the inbox could not be dealt with")]
    private partial void Failed(Exception exception, long row);
}
