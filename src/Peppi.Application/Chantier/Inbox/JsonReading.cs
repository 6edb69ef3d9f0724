using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Reads JSON that others made by hand: bytes that are no UTF-8, halves of surrogate pairs, NULs and numbers of any size come out as
/// text that PostgreSQL takes. Of a key that comes twice the last one counts.
/// </summary>
internal static class JsonReading
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    /// <summary>Whether the bytes are one JSON value.</summary>
    public static bool Parses(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(Whole(body), Strict);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The document; null where the bytes are none.</summary>
    public static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(Whole(body).ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object, where both are there.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? member : null;

    /// <summary>The elements of an array; none where it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A text or number as text, the first of these members that says something.</summary>
    public static string? Text(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.Member(name) is { } member && Placeholders.OrNull(AsText(member)) is { } text) return text;
        }

        return null;
    }

    /// <summary>A text, a number or a truth as text; null of anything else. Digits stay as they were written.</summary>
    public static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Clean(Unescaped(value)),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string Unescaped(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair. Written as an escape, since the bytes themselves are UTF-8 by now.
            var raw = value.GetRawText();
            var text = new StringBuilder(raw.Length);
            for (var at = 1; at < raw.Length - 1; at++)
            {
                if (raw[at] != '\\')
                {
                    text.Append(raw[at]);
                    continue;
                }

                at++;
                if (raw[at] == 'u')
                {
                    text.Append((char)Convert.ToInt32(raw.Substring(at + 1, 4), 16));
                    at += 4;
                }
                else
                {
                    text.Append(raw[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var plain => plain });
                }
            }

            return text.ToString();
        }
    }

    // PostgreSQL keeps neither NUL nor half a character.
    private static string Clean(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) text = text.Replace("\0", "", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString(bytes);
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Encoding.UTF8.Preamble)) body = body[3..];
        return Utf8.IsValid(body) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
    }
}

/// <summary>ManyChat leaves <c>{{variable}}</c> as it stands where it knows no value.</summary>
internal static partial class Placeholders
{
    /// <summary>The text; null where it is blank or nothing but placeholders.</summary>
    public static string? OrNull(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return text.Contains("{{", StringComparison.Ordinal) && string.IsNullOrWhiteSpace(Placeholder().Replace(text, "")) ? null : text.Trim();
    }

    /// <summary>The text as a key; null where a variable in it was left as it stands: such a key is the same for every message.</summary>
    public static string? KeyOrNull(string? text) => OrNull(text) is { } key && !key.Contains("{{", StringComparison.Ordinal) ? key : null;

    [GeneratedRegex(@"\{\{[^{}]*\}\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
