using System.Text.Json;
using Peppi.Application.Accounts.Links;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Auth;

/// <summary>The JSON object of a request to /auth/v1, and what is wrong with it. The client sends its Content-Type even where there is no body.</summary>
internal sealed class AuthBody
{
    // Metadata and tokens; nothing here is large.
    private const int Largest = 256 * 1024;

    private static readonly Error NotJson = new(ErrorKind.Invalid, "bad_json", "Could not parse request body as JSON: an object is expected");
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
        try
        {
            using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? new AuthBody(document.RootElement.Clone()) : NotJson;
        }
        catch (JsonException)
        {
            return NotJson;
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

    private static Error Wrong(string field, string expected) => new(ErrorKind.Invalid, "validation_failed", $"{field} must be {expected}");
}
