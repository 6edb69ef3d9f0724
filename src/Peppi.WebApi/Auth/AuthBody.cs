using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Peppi.Application.Accounts.Links;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Auth;

/// <summary>The JSON object of a request to /auth/v1, and what is wrong with it. The client sends its Content-Type even where there is no body.</summary>
internal sealed class AuthBody
{
    // Metadata and tokens; nothing here is large.
    private const int Largest = 256 * 1024;

    // 3170 years; with the longest ban the clock stays within what a date can say.
    private const double LongestDuration = 1e11;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private static readonly Error NotJson = new(ErrorKind.Invalid, "bad_json", "Could not parse request body as JSON: an object is expected");
    private static readonly Error NotText = new(ErrorKind.Invalid, "bad_json", "Could not parse request body as JSON: a text in it is not Unicode");
    private static readonly Error TooLarge = new(ErrorKind.TooLarge, "request_entity_too_large", "The request body is larger than 256 kB");

    private readonly JsonElement root;

    private AuthBody(JsonElement root) => this.root = root;

    /// <summary>The first field that had another type than it must have.</summary>
    public Error? Fault { get; private set; }

    /// <summary>Reads the body; an empty one is an empty object where <paramref name="optional"/>.</summary>
    public static async Task<Result<AuthBody>> ReadAsync(HttpContext http, bool optional = false)
    {
        if (http.Request.ContentLength > Largest) return TooLarge;
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (buffer.Length + read > Largest) return TooLarge;
            buffer.Write(chunk, 0, read);
        }

        if (buffer.Length == 0 && optional) return new AuthBody(JsonSerializer.SerializeToElement(new { }));
        var text = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        if (!Utf8.IsValid(text.Span)) return NotText;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (!IsText(document.RootElement)) return NotText;
            return document.RootElement.ValueKind == JsonValueKind.Object ? new AuthBody(document.RootElement.Clone()) : NotJson;
        }
        catch (JsonException)
        {
            return NotJson;
        }
        catch (InvalidOperationException)
        {
            // A name that is no text, met when names are compared.
            return NotText;
        }
    }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string field) => root.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A string, or null.</summary>
    public string? Text(string field)
    {
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String)
        {
            // PostgreSQL has no zero sign, and no address or password of a person has one.
            var text = value.GetString()!;
            if (!text.Contains('\0', StringComparison.Ordinal)) return text;
        }

        Fault ??= Wrong(field, "a string");
        return null;
    }

    /// <summary>A string, null where it is empty.</summary>
    public string? Filled(string field) => Text(field) is { Length: > 0 } text ? text : null;

    /// <summary>True or false.</summary>
    public bool? Flag(string field)
    {
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Fault ??= Wrong(field, "true or false");
        return null;
    }

    /// <summary>An object, as its JSON text.</summary>
    public string? Object(string field)
    {
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Object && !value.GetRawText().Contains("\\u0000", StringComparison.Ordinal)) return value.GetRawText();
        Fault ??= Wrong(field, "an object");
        return null;
    }

    /// <summary>The challenge of a flow with PKCE, if it is one.</summary>
    public PkceChallenge? Challenge()
    {
        var (challenge, method) = (Filled("code_challenge"), Filled("code_challenge_method")?.ToLowerInvariant());
        if (challenge is null && method is null) return null;
        if (challenge is { Length: >= 43 and <= 128 } && method is "s256" or "plain") return new PkceChallenge(challenge!, method);
        Fault ??= new Error(ErrorKind.Invalid, "validation_failed", "PKCE flow requires code_challenge (43 to 128 signs) and code_challenge_method (s256 or plain)");
        return null;
    }

    /// <summary>A duration as Go writes it: 24h, 1h30m, 300ms; zero for <c>none</c>, null where it is not there.</summary>
    public TimeSpan? Duration(string field)
    {
        if (Filled(field) is not { } text) return null;
        if (text == "none") return TimeSpan.Zero;
        var total = 0.0;
        for (var at = 0; at < text.Length && total <= LongestDuration;)
        {
            var digits = at;
            while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
            var unit = digits;
            while (unit < text.Length && char.IsAsciiLetterLower(text[unit])) unit++;
            double? seconds = text[digits..unit] switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 0.001, _ => null };
            total += double.TryParse(text.AsSpan(at, digits - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && seconds is { } size
                ? count * size
                : double.PositiveInfinity;
            at = Math.Max(unit, at + 1);
        }

        if (total is > 0 and <= LongestDuration) return TimeSpan.FromSeconds(total);
        Fault ??= Wrong(field, "a duration like 24h, 1h30m or none");
        return null;
    }

    // Half of a surrogate pair is written as an escape that JSON allows and no text can hold.
    private static bool IsText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is not null,
                JsonValueKind.Array => element.EnumerateArray().All(IsText),
                JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static Error Wrong(string field, string expected) => new(ErrorKind.Invalid, "validation_failed", $"{field} must be {expected}");
}
