using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Finds out who wrote. Three keys may name a person and none must: ManyChat's id, the telephone number, WhatsApp's own id. Whoever
/// was known by one and then writes with two was one person all along.
/// </summary>
internal sealed class SenderBook(PeppiDbContext db, IOptions<InboxOptions> options)
{
    private readonly List<ChantierContact> known = [];
    private readonly Dictionary<ChantierContact, ChantierContact> merged = [];

    /// <summary>Loads whoever may have written these.</summary>
    public async Task OpenAsync(IEnumerable<IncomingMessage> messages, CancellationToken cancellationToken)
    {
        List<string> ids = [], phones = [], users = [];
        foreach (var message in messages)
        {
            if (Key(message.ManychatId) is { } id) ids.Add(id);
            if (Phone(message) is { } phone) phones.Add(phone);
            if (Key(message.Bsuid) is { } user) users.Add(user);
        }

        known.Clear();
        merged.Clear();
        known.AddRange(await db.ChantierContacts
            .Where(contact => ids.Contains(contact.ManychatId!) || phones.Contains(contact.Phone!) || users.Contains(contact.Bsuid!))
            .ToListAsync(cancellationToken));
    }

    /// <summary>The sender's number in the form that names it everywhere; null where there is none.</summary>
    public string? Phone(IncomingMessage message) => PhoneNumber.TryParse(message.Phone, options.Value.DefaultCountry, out var number) ? number : null;

    /// <summary>The sender, made where he is new; null of somebody who left nothing but a name.</summary>
    public async Task<ChantierContact?> FindAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        var (id, phone, user) = (Key(message.ManychatId), Phone(message), Key(message.Bsuid));
        if (id is null && phone is null && user is null) return null;

        ChantierContact? byId = By(id, contact => contact.ManychatId), byUser = By(user, contact => contact.Bsuid), byPhone = By(phone, contact => contact.Phone);
        var sender = byId ?? byUser ?? byPhone;
        if (sender is null)
        {
            sender = new ChantierContact { ManychatId = id, Phone = phone, Bsuid = user, Name = Cut(message.Name) };
            db.ChantierContacts.Add(sender);
            known.Add(sender);
            return sender;
        }

        foreach (var other in new[] { byUser, byPhone }.OfType<ChantierContact>().Where(other => other != sender).Distinct())
        {
            if (other.ManychatId is null || sender.ManychatId is null) await MergeAsync(other, sender, cancellationToken);
        }

        // A key that somebody else holds stays with him.
        if (id is not null && sender.ManychatId is null) sender.ManychatId = id;
        if (user is not null && By(user, contact => contact.Bsuid) is null) sender.Bsuid = user;
        if (phone is not null && By(phone, contact => contact.Phone) is null) sender.Phone = phone;
        if (Cut(message.Name) is { } name) sender.Name = name;
        return sender;
    }

    /// <summary>Whom a sender that was found before is the same as by now.</summary>
    public ChantierContact? Today(ChantierContact? sender)
    {
        while (sender is not null && merged.TryGetValue(sender, out var into)) sender = into;
        return sender;
    }

    // Keys go free before they are taken: each is unique.
    private async Task MergeAsync(ChantierContact other, ChantierContact into, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await db.ChantierMessages.Where(message => message.ContactId == other.Id).ExecuteUpdateAsync(row => row.SetProperty(message => message.ContactId, into.Id), cancellationToken);

        // What is held in memory would lose its sender with the row that goes.
        foreach (var held in db.ChangeTracker.Entries<ChantierMessage>().Where(entry => entry.Entity.ContactId == other.Id)) held.Entity.ContactId = into.Id;
        await db.SaveChangesAsync(cancellationToken);
        db.ChantierContacts.Remove(other);
        known.Remove(other);
        merged[other] = into;
        await db.SaveChangesAsync(cancellationToken);
        into.ManychatId ??= other.ManychatId;
        into.Phone ??= other.Phone;
        into.Bsuid ??= other.Bsuid;
        into.ProjectId ??= other.ProjectId;
        into.Name ??= other.Name;
        if (into.Consent == ConsentStates.Unknown || (other.Consent == ConsentStates.OptedOut && other.ConsentAt > into.ConsentAt))
            (into.Consent, into.ConsentAt, into.ConsentSource) = (other.Consent, other.ConsentAt, other.ConsentSource);
        if (other.LastInboundAt > into.LastInboundAt || into.LastInboundAt is null) into.LastInboundAt = other.LastInboundAt;
    }

    private ChantierContact? By(string? key, Func<ChantierContact, string?> of) => key is null ? null : known.FirstOrDefault(contact => of(contact) == key);

    // An id of any length that somebody may make up must fit an index.
    private static string? Key(string? id) => Placeholders.KeyOrNull(id) is { Length: > 200 } key ? WebhookSecrets.Fingerprint(key) : Placeholders.KeyOrNull(id);

    private static string? Cut(string? name) => MessageWords.Cut(name, 200);
}
