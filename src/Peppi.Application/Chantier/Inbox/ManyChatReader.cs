using System.Globalization;
using System.Text.Json;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Reads what ManyChat pushes. Its documents know no message id, no time and no media; every flow is typed by hand. So: Full Contact
/// Data, fields of the flow's own under many names, both together, or several messages in a list.
/// </summary>
internal static class ManyChatReader
{
    private static readonly string[] TextNames = ["message_text", "text", "message", "body", "content", "last_input_text", "last_text_input", "caption"];
    private static readonly string[] MediaNames =
        ["media_url", "image_url", "photo_url", "file_url", "video_url", "audio_url", "document_url", "attachment_url", "media", "image", "photo", "attachment", "media_urls", "images", "photos", "attachments", "url"];

    private static readonly string[] PersonNames = ["contact", "subscriber", "full_contact", "full_contact_data", "contact_data", "user"];

    private static readonly string[] IdNames = ["message_id", "external_id", "wamid", "idempotency_key", "mid"];

    /// <summary>The messages of a delivery.</summary>
    public static IncomingNews Read(JsonElement root, string? key, IReadOnlyList<string> siteFields)
    {
        IReadOnlyList<JsonElement> told = root.ValueKind switch
        {
            JsonValueKind.Array => [.. root.EnumerateArray()],
            _ when root.Member("messages") is { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray()],
            _ => [root],
        };
        return new IncomingNews(
            [.. told.Select((message, at) => One(message, root, key is null || told.Count == 1 ? key : $"{key}#{at}", told.Count == 1 ? null : at, siteFields)).OfType<IncomingMessage>()], []);
    }

    private static IncomingMessage? One(JsonElement message, JsonElement root, string? key, int? part, IReadOnlyList<string> siteFields)
    {
        // What the flow typed counts before what the contact's data hold.
        List<JsonElement> places = [message];
        if (message.Member("message") is { ValueKind: JsonValueKind.Object } inner) places.Insert(0, inner);
        var (own, isList) = (places.ToList(), part is not null);
        if (root.ValueKind == JsonValueKind.Object) places.Add(root);
        var people = places.SelectMany(place => PersonNames.Select(name => place.Member(name))).Where(person => person is { ValueKind: JsonValueKind.Object }).Select(person => person!.Value).ToList();
        List<JsonElement> everywhere = [.. places, .. people];

        // Of several messages, each has an id and photos of its own.
        var media = (isList ? own : places).SelectMany(MediaOf).Concat((isList ? [] : people).SelectMany(person => MediaOf(person, ["last_media_url", "media_url"]))).DistinctBy(file => file.Url).ToList();
        var text = First(everywhere, TextNames);

        // WhatsApp flows put a photo's address where the words would be.
        if (text is not null && IsAddress(text) && IsFile(text))
        {
            if (media.All(file => file.Url != text)) media.Add(new IncomingMedia(text, null, null, null));
            text = null;
        }

        if (text is null && media.Count == 0) return null;
        var moment = First(everywhere, ["timestamp", "sent_at", "message_time", "last_interaction", "last_seen"]);
        return new IncomingMessage
        {
            Channel = MessageChannels.ManyChat,
            ExternalId = key ?? IdOf(own) ?? (IdOf(places) is { } shared ? isList ? $"{shared}#{part}" : shared : null),
            Moment = Placeholders.KeyOrNull(moment),
            OccurredAt = Instant(moment),
            ManychatId = Subscriber(everywhere, people),
            Phone = First(everywhere, ["sender_phone", "phone", "whatsapp_phone", "wa_id", "optin_phone", "phone_number"]),
            Bsuid = First(everywhere, ["whatsapp_bsuid", "bsuid"]),
            Name = NameOf(everywhere),
            Text = text,
            Media = media,
            Sites = [.. siteFields.SelectMany(field => everywhere.Select(place => SiteOf(place, field)).OfType<string>().Select(text => new NamedSite(text, field == "project_id"))).Distinct()],
            OptedIn = First(everywhere, ["optin_whatsapp", "opted_in"]) switch { "true" or "1" or "yes" or "oui" => true, "false" or "0" or "no" or "non" => false, _ => null },
        };
    }

    private static string? IdOf(IEnumerable<JsonElement> places) =>
        places.SelectMany(place => IdNames.Select(name => Placeholders.KeyOrNull(place.Text(name)))).FirstOrDefault(id => id is not null);

    private static string? First(IEnumerable<JsonElement> places, string[] names) =>
        places.Select(place => place.Text(names)).FirstOrDefault(text => text is not null);

    private static string? Subscriber(IReadOnlyList<JsonElement> everywhere, IReadOnlyList<JsonElement> people) =>
        First(everywhere, ["subscriber_id", "manychat_id", "contact_id", "user_id"])
        ?? First(people, ["id"])
        ?? (First(everywhere, ["key"]) is { } named && named.StartsWith("user:", StringComparison.Ordinal) ? named[5..] : null)
        ?? First(everywhere, ["id"]);

    private static string? NameOf(IReadOnlyList<JsonElement> everywhere) =>
        First(everywhere, ["sender", "sender_name", "name", "full_name", "whatsapp_username"])
        ?? Placeholders.OrNull($"{First(everywhere, ["first_name"])} {First(everywhere, ["last_name"])}");

    // custom_fields is an object in the webhook and a list of {name, value} in the API.
    private static string? SiteOf(JsonElement place, string field)
    {
        if (place.Text(field) is { } direct) return direct;
        if (place.Member("custom_fields") is not { } fields) return null;
        if (fields.ValueKind == JsonValueKind.Object) return fields.Text(field);
        return ((JsonElement?)fields).Items().Where(item => string.Equals(item.Text("name"), field, StringComparison.OrdinalIgnoreCase)).Select(item => item.Text("value")).FirstOrDefault(value => value is not null);
    }

    private static IEnumerable<IncomingMedia> MediaOf(JsonElement place) => MediaOf(place, MediaNames);

    private static IEnumerable<IncomingMedia> MediaOf(JsonElement place, string[] names)
    {
        foreach (var name in names)
        {
            if (place.Member(name) is not { } value) continue;
            foreach (var file in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
            {
                var url = file.ValueKind == JsonValueKind.Object ? file.Text("url", "media_url", "src", "payload") : Placeholders.OrNull(JsonReading.AsText(file));
                if (url is null || !IsAddress(url)) continue;
                yield return new IncomingMedia(url, null,
                    file.Text("mime_type", "type", "media_type") ?? place.Text("media_type", "mime_type"), file.Text("filename", "file_name", "name"));
            }
        }
    }

    private static bool IsAddress(string text) =>
        text.Length <= 4000 && !text.Any(char.IsWhiteSpace) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http";

    private static bool IsFile(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && Path.GetExtension(url.AbsolutePath).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".webp" or ".gif" or ".heic" or ".pdf" or ".mp4" or ".ogg" or ".mp3" or ".m4a";

    /// <summary>An instant as ISO 8601 with its offset, or as seconds or milliseconds since 1970.</summary>
    internal static DateTimeOffset? Instant(string? text)
    {
        if (text is null) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var since))
        {
            if (since > 100_000_000_000) since /= 1000;
            return since is > 1_000_000_000 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(since) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }
}
