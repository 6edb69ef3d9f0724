using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Peppi.DataApi.Errors;

namespace Peppi.WebApi.Postgrest;

/// <summary>Who a request comes from, as its token says.</summary>
/// <param name="Role">The database role.</param>
/// <param name="Claims">The claims, with the role among them.</param>
/// <param name="SignedIn">The role is not that of nobody.</param>
internal sealed record TokenCaller(string Role, string Claims, bool SignedIn);

/// <summary>Verifies tokens. What a token says is remembered by the header's text; its times are looked at anew each time.</summary>
internal sealed class TokenVerifier(TokenSettings settings, string? anonymousRole, TimeProvider clock)
{
    private const int Leeway = 30;

    private readonly IReadOnlyList<TokenKey> keys = settings.Secret is { } secret ? TokenKeys.Read(secret, settings.SecretIsBase64) : [];
    private readonly ConcurrentDictionary<string, Verified> known = new(StringComparer.Ordinal);
    private readonly TokenCaller? anonymous = anonymousRole is null ? null : new(anonymousRole, JsonSerializer.Serialize(new { role = anonymousRole }), false);

    /// <param name="authorization">The Authorization header.</param>
    public Outcome<TokenCaller> Verify(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) || (authorization.Length > 6 && authorization[6] != ' '))
            return anonymous is null ? TokenErrors.Required() : anonymous;
        if (keys.Count == 0) return TokenErrors.NoSecret();
        if (!known.TryGetValue(authorization, out var verified))
        {
            var token = authorization[6..].Trim();
            if (token.Length == 0) return TokenErrors.Undecodable("Empty JWT is sent in Authorization header");
            if (Decode(token).Refused(out verified) is { } error) return error;
            if (known.Count >= settings.CacheSize) known.Clear();
            if (settings.CacheSize > 0) known[authorization] = verified;
        }

        if (verified.Fault(clock.GetUtcNow().ToUnixTimeSeconds()) is { } fault) return TokenErrors.Claim(fault);
        return verified.Caller is { } caller ? caller : TokenErrors.Required();
    }

    private Outcome<Verified> Decode(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3) return TokenErrors.Undecodable($"Expected 3 parts in JWT; got {parts.Length}");
        if (!TryJson(parts[0], out var header) || !TryJson(parts[1], out var claims) || !TryBytes(parts[2], out var signature))
            return TokenErrors.Undecodable("JWT couldn't be decoded");
        using (header)
        using (claims)
        {
            if (Signed(header!.RootElement, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature) is { } fault) return fault;
            if (claims!.RootElement.ValueKind != JsonValueKind.Object) return TokenErrors.Claim("Parsing claims failed");
            return Claims(claims.RootElement);
        }
    }

    private DataApiError? Signed(JsonElement header, byte[] data, byte[] signature)
    {
        if (header.ValueKind != JsonValueKind.Object || !header.TryGetProperty("alg", out var alg) || alg.GetString() is not { Length: 5 } name)
        {
            return TokenErrors.Undecodable("Wrong or unsupported encoding algorithm",
                header.ValueKind == JsonValueKind.Object && header.TryGetProperty("alg", out var none) && none.ValueEquals("none") ? "JWT is unsecured but expected 'alg' was not 'none'" : null);
        }

        HashAlgorithmName? hash = name[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        var family = name[..2] == "PS" ? "RS" : name[..2];
        if (hash is null || family is not ("HS" or "RS" or "ES")) return TokenErrors.Undecodable("Wrong or unsupported encoding algorithm");
        var kid = header.TryGetProperty("kid", out var id) ? id.GetString() : null;
        var fitting = keys.Where(k => k.Family == family && (kid is null || k.Id is null || k.Id == kid)).ToList();
        if (fitting.Exists(k => k.Verify(data, signature, hash.Value, name[..2] == "PS"))) return null;
        return TokenErrors.Undecodable("No suitable key or wrong key type", "None of the keys was able to decode the JWT");
    }

    private Verified Claims(JsonElement claims)
    {
        var role = settings.RoleClaim.Find(claims) ?? anonymousRole;
        var caller = role is null ? null : new TokenCaller(role, WithRole(claims, role), role != anonymousRole);
        return new Verified(caller, Time.Of(claims, "exp"), Time.Of(claims, "nbf"), Time.Of(claims, "iat"), AudienceFault(claims));
    }

    private string? AudienceFault(JsonElement claims)
    {
        if (!claims.TryGetProperty("aud", out var audience) || audience.ValueKind == JsonValueKind.Null) return null;
        string?[] named = audience.ValueKind switch
        {
            JsonValueKind.String => [audience.GetString()],
            JsonValueKind.Array when audience.EnumerateArray().All(a => a.ValueKind == JsonValueKind.String) => [.. audience.EnumerateArray().Select(a => a.GetString())],
            _ => [null],
        };
        if (named is [null]) return "The JWT 'aud' claim must be a string or an array of strings";
        return settings.Audience is null || named.Length == 0 || named.Contains(settings.Audience) ? null : "JWT not in audience";
    }

    private static string WithRole(JsonElement claims, string role)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var claim in claims.EnumerateObject().Where(c => c.Name != "role")) claim.WriteTo(json);
            json.WriteString("role", role);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static bool TryJson(string part, out JsonDocument? document)
    {
        document = null;
        if (!TryBytes(part, out var bytes)) return false;
        try
        {
            document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryBytes(string part, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(part)) return false;
        bytes = Base64Url.DecodeFromChars(part);
        return true;
    }

    /// <summary>A time that a claim tells, in seconds since 1970; one with a fraction counts as the beginning of time.</summary>
    private readonly record struct Time(string Name, long? Seconds, bool IsNumber)
    {
        public string? TypeFault => IsNumber ? null : $"The JWT '{Name}' claim must be a number";

        public static Time Of(JsonElement claims, string name)
        {
            if (!claims.TryGetProperty(name, out var time) || time.ValueKind == JsonValueKind.Null) return new Time(name, null, true);
            if (time.ValueKind != JsonValueKind.Number) return new Time(name, null, false);
            var number = time.GetDouble();
            return new Time(name, time.TryGetInt64(out var seconds) ? seconds : Math.Abs(number) < long.MaxValue && Math.Floor(number) == number ? (long)number : 0, true);
        }
    }

    private sealed record Verified(TokenCaller? Caller, Time Expires, Time From, Time Issued, string? AudienceFault)
    {
        public string? Fault(long now) =>
            Expires.TypeFault ?? (Expires.Seconds < now - Leeway ? "JWT expired" : null)
            ?? From.TypeFault ?? (From.Seconds > now + Leeway ? "JWT not yet valid" : null)
            ?? Issued.TypeFault ?? (Issued.Seconds > now + Leeway ? "JWT issued at future" : null)
            ?? AudienceFault;
    }
}
