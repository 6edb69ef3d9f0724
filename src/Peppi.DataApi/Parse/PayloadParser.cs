using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Reads the body of a write or a call: which columns it names, and the bytes that go to the database.</summary>
internal static class PayloadParser
{
    private static readonly byte[] EmptyArray = "[]"u8.ToArray();
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public static Outcome<Payload> Parse(ReadOnlyMemory<byte> body, MediaType type, bool isCall, IReadOnlyList<string>? columns)
    {
        switch (type.Kind)
        {
            case MediaKind.Json when columns is not null:
                return new Payload(body, columns, LooksLikeObject(body.Span)) { IsUnread = true };
            case MediaKind.Json when body.IsEmpty && isCall:
                return new Payload(EmptyObject, [], true);
            case MediaKind.Json:
                return FromJson(body);
            case MediaKind.Csv:
                return FromCsv(body);
            case MediaKind.Form:
                return FromForm(body, isCall);
            case MediaKind.PlainText or MediaKind.Xml or MediaKind.Binary when isCall:
                return new Payload(body, [], false);
            default:
                return RequestErrors.BadBody($"Content-Type not acceptable: {type.Text}");
        }
    }

    /// <summary>Makes sure of rows of JSON, for somebody who reads them before PostgreSQL does.</summary>
    public static DataApiError? Unreadable(Payload payload)
    {
        if (!payload.IsUnread) return null;
        try
        {
            using var document = JsonDocument.Parse(payload.Bytes);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object || (root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object))
                ? null
                : RequestErrors.BadBody("All object keys must match");
        }
        catch (JsonException)
        {
            return RequestErrors.BadBody("Empty or invalid json");
        }
    }

    /// <summary>Only the first sign counts: PostgreSQL reads the rest anyway.</summary>
    private static bool LooksLikeObject(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && body[start] == (byte)'{';
    }

    private static Outcome<Payload> FromJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 512 });
            if (!reader.Read()) return RequestErrors.BadBody("Empty or invalid json");
            Payload payload;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                payload = new Payload(body, [.. KeysOf(ref reader)], true);
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                if (RowKeys(ref reader) is not { } keys) return Mismatch(ref reader);
                payload = keys.Count == 0 && IsEmptyArray(body.Span) ? new Payload(EmptyArray, [], false) : new Payload(body, keys, false);
            }
            else
            {
                payload = new Payload(EmptyArray, [], false);
            }

            while (reader.Read())
            {
                // What follows the value must be blank: the reader throws where it is not.
            }

            return payload;
        }
        catch (JsonException)
        {
            return RequestErrors.BadBody("Empty or invalid json");
        }
    }

    private static DataApiError Mismatch(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            // A body that is not JSON at all is the worse fault, and the one to report.
        }

        return RequestErrors.BadBody("All object keys must match");
    }

    private static bool IsEmptyArray(ReadOnlySpan<byte> body) => body.IndexOf((byte)'{') < 0;

    /// <summary>The keys that every row has; null where rows differ or are no objects.</summary>
    private static List<string>? RowKeys(ref Utf8JsonReader reader)
    {
        HashSet<string>? first = null;
        List<string> order = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return null;
            var keys = KeysOf(ref reader);
            if (first is null) (first, order) = ([.. keys], keys);
            else if (keys.Count != first.Count || !keys.TrueForAll(first.Contains)) return null;
        }

        return order;
    }

    private static List<string> KeysOf(ref Utf8JsonReader reader)
    {
        var keys = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (!keys.Contains(key)) keys.Add(key);
            reader.Read();
            reader.Skip();
        }

        return keys;
    }

    private static Outcome<Payload> FromForm(ReadOnlyMemory<byte> body, bool isCall)
    {
        var pairs = QueryStringReader.Read(Encoding.UTF8.GetString(body.Span));
        List<KeyValuePair<string, string>> form = [.. pairs.Select(p => new KeyValuePair<string, string>(p.Key, p.Value ?? ""))];
        IReadOnlyList<string> keys = [.. form.Select(p => p.Key).Distinct()];
        if (isCall) return new Payload(body, keys, true) { Form = form };
        return new Payload(Write(json =>
        {
            json.WriteStartObject();
            foreach (var key in keys) json.WriteString(key, form.Last(p => p.Key == key).Value);
            json.WriteEndObject();
        }), keys, true);
    }

    private static Outcome<Payload> FromCsv(ReadOnlyMemory<byte> body)
    {
        var rows = CsvReader.Read(Encoding.UTF8.GetString(body.Span));
        if (rows.Count == 0) return RequestErrors.BadBody("Empty or invalid csv");
        var header = rows[0];
        if (rows.Any(r => r.Count != header.Count)) return RequestErrors.BadBody("All lines must have same number of fields");
        if (rows.Count == 1) return new Payload(EmptyArray, [], false);
        return new Payload(Write(json =>
        {
            json.WriteStartArray();
            foreach (var row in rows.Skip(1))
            {
                json.WriteStartObject();
                for (var i = 0; i < header.Count; i++)
                {
                    if (row[i] == "NULL") json.WriteNull(header[i]);
                    else json.WriteString(header[i], row[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }), [.. header.Distinct()], false);
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
