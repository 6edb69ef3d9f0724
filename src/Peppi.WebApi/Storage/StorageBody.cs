using System.Globalization;
using System.Text.Json;
using Peppi.Application.Files;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Storage;

/// <summary>The JSON object that a call of storage brings; an empty body is an empty object.</summary>
internal sealed class StorageBody
{
    private const int Limit = 1024 * 1024;

    private JsonElement root;

    /// <summary>Reads the body.</summary>
    public static async Task<Result<StorageBody>> ReadAsync(HttpContext http)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > Limit) return FileErrors.EntityTooLarge;
        }

        if (copy.Length == 0) return new StorageBody();
        try
        {
            using var document = JsonDocument.Parse(copy.GetBuffer().AsMemory(0, (int)copy.Length));
            return document.RootElement.ValueKind == JsonValueKind.Object && IsPlain(document.RootElement) ? new StorageBody { root = document.RootElement.Clone() } : FileErrors.InvalidRequest;
        }
        catch (JsonException)
        {
            return FileErrors.InvalidRequest;
        }
    }

    /// <summary>A member that is there and not null.</summary>
    public JsonElement? Find(string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Whether a member is there, also with null.</summary>
    public bool Names(string name) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out _);

    /// <summary>Whether a value holds nothing but what PostgreSQL keeps: no half of a character, no U+0000, no number beyond all measure.</summary>
    public static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => IsPlain(() => member.Name) && IsPlain(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsPlain),
        JsonValueKind.String => IsPlain(() => value.GetString()!),
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number),
        _ => true,
    };

    private static bool IsPlain(Func<string> text)
    {
        try
        {
            return !text().Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }

    /// <summary>A text.</summary>
    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A whole number, also one in quotes.</summary>
    public long? Number(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => whole,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => null,
    };

    /// <summary>Yes or no.</summary>
    public bool? Flag(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : null;

    /// <summary>A size: a number of bytes, or a text such as <c>20MB</c>, in decimal units. Null where it is none.</summary>
    public static long? Size(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out var whole) ? whole : null;
        if (value.ValueKind != JsonValueKind.String) return null;
        var text = value.GetString()!.Trim();
        var digits = text.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        long? unit = text[digits..].Trim().ToUpperInvariant() switch { "" or "B" => 1, "KB" => 1_000, "MB" => 1_000_000, "GB" => 1_000_000_000, "TB" => 1_000_000_000_000, _ => null };
        return unit is not null && decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000
            || (unit == 1 && decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number < 1e15m)
            ? (long)(number * unit!.Value)
            : null;
    }
}
