using System.Text.Json;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>Reads Meta's envelope: several entries, changes, messages and statuses in one delivery.</summary>
internal static class MetaReader
{
    private static readonly string[] MediaTypes = ["image", "video", "audio", "document", "sticker"];

    /// <summary>Whether this is such an envelope.</summary>
    public static bool Knows(JsonElement root) => root.Text("object") == "whatsapp_business_account" && root.Member("entry") is { ValueKind: JsonValueKind.Array };

    /// <summary>The messages and statuses of a delivery.</summary>
    public static IncomingNews Read(JsonElement root)
    {
        List<IncomingMessage> messages = [];
        List<IncomingStatus> statuses = [];
        foreach (var entry in root.Member("entry").Items())
        {
            foreach (var change in entry.Member("changes").Items())
            {
                if (change.Member("value") is not { } value) continue;
                var contacts = value.Member("contacts").Items().ToList();
                messages.AddRange(value.Member("messages").Items().Select(message => One(message, contacts)).OfType<IncomingMessage>());
                statuses.AddRange(value.Member("statuses").Items().Select(Status).OfType<IncomingStatus>());
            }
        }

        return new IncomingNews(messages, statuses);
    }

    private static IncomingMessage? One(JsonElement message, List<JsonElement> contacts)
    {
        var type = message.Text("type");

        // A thumb below somebody's message says nothing about a site.
        if (type is "reaction" or "system" || message.Text("id") is not { } id) return null;
        var (from, person) = (message.Text("from"), message.Text("from_user_id", "user_id"));
        var contact = contacts.FirstOrDefault(known => (from is not null && known.Text("wa_id") == from) || (person is not null && known.Text("user_id") == person));
        if (contact.ValueKind == JsonValueKind.Undefined && contacts.Count == 1) contact = contacts[0];
        var media = type is not null && MediaTypes.Contains(type) && message.Member(type) is { } file && file.Text("id", "url") is not null
            ? new IncomingMedia(file.Text("id") is null ? file.Text("url") : null, file.Text("id"), file.Text("mime_type"), file.Text("filename"))
            : null;

        // What has no words of its own is kept by its kind: that somebody wrote is seen, and the raw delivery has the rest.
        var text = TextOf(message, type) ?? (media is null && type is not null and not "text" ? $"[{type}]" : null);
        if (text is null && media is null) return null;
        return new IncomingMessage
        {
            Channel = MessageChannels.WhatsApp,
            ExternalId = id,
            OccurredAt = ManyChatReader.Instant(message.Text("timestamp")),
            Phone = from ?? contact.Text("wa_id"),
            Bsuid = person ?? contact.Text("user_id"),
            Name = contact.Member("profile")?.Text("name", "username"),
            Text = text,
            Media = media is null ? [] : [media],
        };
    }

    private static string? TextOf(JsonElement message, string? type) => type switch
    {
        "text" => message.Member("text")?.Text("body"),
        "button" => message.Member("button")?.Text("text", "payload"),
        "interactive" when message.Member("interactive") is { } chosen =>
            (chosen.Member("button_reply") ?? chosen.Member("list_reply"))?.Text("title", "id") ?? chosen.Member("nfm_reply")?.Text("body"),
        "location" when message.Member("location") is { } place =>
            string.Join(' ', ((string?[])["📍", place.Text("name"), place.Text("address"), $"{place.Text("latitude")}, {place.Text("longitude")}"]).OfType<string>()),
        "contacts" => Cards(message) is { Length: > 0 } cards ? cards : null,
        null => null,
        _ => message.Member(type)?.Text("caption"),
    };

    private static string Cards(JsonElement message) => string.Join(", ", message.Member("contacts").Items().Select(card =>
        string.Join(' ', ((string?[])["👤", card.Member("name")?.Text("formatted_name"), .. card.Member("phones").Items().Select(phone => phone.Text("phone", "wa_id"))]).OfType<string>())));

    private static IncomingStatus? Status(JsonElement status) =>
        status.Text("id") is { } id && status.Text("status") is { } said
            ? new IncomingStatus(id, said, ManyChatReader.Instant(status.Text("timestamp")), status.Member("errors").Items().Select(error => error.Text("title", "message", "code")).FirstOrDefault())
            : null;
}
