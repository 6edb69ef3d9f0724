using System.Buffers.Binary;
using System.Globalization;
using Peppi.Application.Persistence;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>A message to be taken in.</summary>
/// <param name="Message">What was said.</param>
/// <param name="ReceivedAt">When Peppi got it.</param>
/// <param name="InboxId">The webhook that it came with.</param>
/// <param name="Part">Its place there.</param>
internal sealed record Arrival(IncomingMessage Message, DateTimeOffset ReceivedAt, long? InboxId, int Part);

/// <summary>
/// The one way in for field messages, whichever channel they come by: who wrote, about which site, is it urgent, which photos are to be
/// fetched. It works within the caller's transaction and is repeated without harm.
/// </summary>
internal sealed class MessageIngest(PeppiDbContext db, IMessageStore store, SenderBook senders, SiteBook sites, UrgentAlerts alerts, TimeProvider time)
{
    /// <summary>Takes messages in; answers the rows of those that are new.</summary>
    public async Task<IReadOnlyList<ChantierMessage>> TakeInAsync(IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken)
    {
        if (arrivals.Count == 0) return [];
        await senders.OpenAsync(arrivals.Select(arrival => arrival.Message), cancellationToken);
        await sites.OpenAsync(cancellationToken);
        List<(Arrival Arrival, ChantierContact? Sender, ChantierMessage Row)> taken = [];
        foreach (var arrival in arrivals)
        {
            var sender = await senders.FindAsync(arrival.Message, cancellationToken);
            taken.Add((arrival, sender, Row(arrival, sender)));
        }

        // New senders get their ids first.
        await db.SaveChangesAsync(cancellationToken);

        // Who was two people when his first message was looked at may be one by now.
        taken = taken.ConvertAll(one => (one.Arrival, senders.Today(one.Sender), one.Row));
        foreach (var (_, sender, row) in taken) row.ContactId = sender?.Id;
        await store.InsertAsync([.. taken.Select(one => one.Row)], cancellationToken);

        var fresh = taken.Where(one => one.Row.Id != 0).ToList();
        foreach (var (arrival, sender, row) in fresh)
        {
            if (sender is not null) Hear(sender, arrival.Message, row.OccurredAt ?? arrival.ReceivedAt);
            db.ChantierMedia.AddRange(arrival.Message.Media.Select(file => MediaOf(row.Id, file)));
        }

        await db.SaveChangesAsync(cancellationToken);
        await alerts.RaiseAsync([.. fresh.Select(one => one.Row)], cancellationToken);
        return [.. fresh.Select(one => one.Row)];
    }

    /// <summary>Finishes rows that somebody inserted through the data API: the same questions, answered on the row.</summary>
    public async Task FinishAsync(IReadOnlyList<ChantierMessage> rows, CancellationToken cancellationToken)
    {
        var told = rows.Select(row => (Row: row, Message: Told(row))).ToList();
        await senders.OpenAsync(told.Select(one => one.Message), cancellationToken);
        await sites.OpenAsync(cancellationToken);
        foreach (var (row, message) in told)
        {
            var given = row.ProjectId;
            var sender = await senders.FindAsync(message, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            row.ContactId = sender?.Id;
            row.SenderPhone = senders.Phone(message) ?? message.Phone;
            (row.Sender, row.MessageText) = (message.Name, message.Text);
            if (row.ProjectId is not null) row.RoutedBy ??= MessageRoutes.Given;
            else if (sites.Find(message, sender) is var (project, route)) (row.ProjectId, row.RoutedBy) = (project, route);
            row.IsUrgent |= MessageWords.AreUrgent(message.Text);
            row.IngestedAt = time.GetUtcNow();
            if (sender is not null) Hear(sender, message, row.OccurredAt ?? row.IngestedAt.Value);
            if (Placeholders.OrNull(row.MediaUrl) is not { } url) row.MediaUrl = null;
            else if (!url.Contains("://", StringComparison.Ordinal))
            {
                // A path of another site would lead to what its writer may not see: only one of the site that he named, and may write to, counts.
                if (given is not null && url.StartsWith(string.Create(CultureInfo.InvariantCulture, $"chantier/{given}/"), StringComparison.Ordinal))
                    db.ChantierMedia.Add(Stored(row.Id, url, row.MediaType, row.IngestedAt.Value));
            }
            else db.ChantierMedia.Add(MediaOf(row.Id, new IncomingMedia(url, null, row.MediaType, null)));
        }

        await db.SaveChangesAsync(cancellationToken);
        await alerts.RaiseAsync(rows, cancellationToken);
    }

    private ChantierMessage Row(Arrival arrival, ChantierContact? sender)
    {
        var message = arrival.Message;
        var found = sites.Find(message, sender);
        var occurred = message.OccurredAt is { } at && at <= arrival.ReceivedAt.AddHours(1) && at > arrival.ReceivedAt.AddDays(-60) ? at : arrival.ReceivedAt;
        var media = message.Media.Count > 0 ? message.Media[0] : null;
        var phone = senders.Phone(message);
        return new ChantierMessage
        {
            ProjectId = found?.Project,
            RoutedBy = found?.Route,
            Sender = message.Name ?? sender?.Name ?? phone,
            SenderPhone = phone ?? message.Phone,
            MessageText = MessageWords.Cut(message.Text, MessageWords.LongestText),
            MediaUrl = media?.Url,
            MediaType = media?.Type,
            Channel = message.Channel,
            ExternalId = message.ExternalId is { Length: > 200 } id ? WebhookSecrets.Fingerprint(id) : message.ExternalId,
            DedupKey = message.ExternalId is null && message.Moment is not null ? KeyOf(message, phone) : null,
            Fingerprint = message.ExternalId is null && message.Moment is null && (message.ManychatId ?? phone ?? message.Bsuid ?? message.Name) is not null
                ? BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(KeyOf(message, phone))) : null,
            IsUrgent = MessageWords.AreUrgent(message.Text),
            ReceivedAt = arrival.ReceivedAt,
            OccurredAt = occurred,
            InboxId = arrival.InboxId,
            InboxPart = arrival.Part,
            IngestedAt = time.GetUtcNow(),
        };
    }

    // Who, what, which photo, at which moment of the conversation: the same four are the same message.
    private static string KeyOf(IncomingMessage message, string? phone) => WebhookSecrets.Fingerprint(string.Join('\u001f',
        message.Channel, message.ManychatId ?? phone ?? message.Bsuid ?? message.Name,
        string.Join(' ', (message.Text ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        string.Join(' ', message.Media.Select(file => file.Url ?? file.Id)), message.Moment));

    // STOP said in words outlives what a contact's data still hold from before.
    private static void Hear(ChantierContact sender, IncomingMessage message, DateTimeOffset at)
    {
        if (sender.LastInboundAt is null || at > sender.LastInboundAt) sender.LastInboundAt = at;
        if (MessageWords.AskToStop(message.Text)) Consent(sender, ConsentStates.OptedOut, at, "STOP");
        else if (MessageWords.AskToGoOn(message.Text)) Consent(sender, ConsentStates.OptedIn, at, "START");
        else if (message.OptedIn == true && sender.Consent == ConsentStates.Unknown) Consent(sender, ConsentStates.OptedIn, at, message.Channel);
        else if (message.OptedIn == false && sender.Consent == ConsentStates.OptedIn && sender.ConsentSource == message.Channel) Consent(sender, ConsentStates.OptedOut, at, message.Channel);
    }

    private static void Consent(ChantierContact sender, string state, DateTimeOffset at, string source)
    {
        // Messages may be read in another order than they were written.
        if (sender.ConsentAt > at) return;
        (sender.Consent, sender.ConsentAt, sender.ConsentSource) = (state, at, source);
    }

    private ChantierMedia MediaOf(int message, IncomingMedia file) => new()
    {
        MessageId = message,
        SourceUrl = file.Url,
        SourceId = file.Id,
        ContentType = file.Type,
        FileName = MessageWords.Cut(file.FileName, 200),
        NextAttemptAt = time.GetUtcNow(),
    };

    private static ChantierMedia Stored(int message, string path, string? type, DateTimeOffset at) =>
        new() { MessageId = message, State = MediaStates.Stored, ObjectPath = path, ContentType = type, StoredAt = at };

    private static IncomingMessage Told(ChantierMessage row) => new()
    {
        Channel = row.Channel,
        ExternalId = row.ExternalId,
        Phone = Placeholders.OrNull(row.SenderPhone),
        Name = Placeholders.OrNull(row.Sender),
        Text = Placeholders.OrNull(row.MessageText),
        OccurredAt = row.OccurredAt,
    };
}
