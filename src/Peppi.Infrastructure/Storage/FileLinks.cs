using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Peppi.Application.Files.Links;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>
/// Tokens of links as JWT (HS256). The key comes from the master key and is used for nothing else, so every node reads every link and no
/// link opens anything but files.
/// </summary>
internal sealed class FileLinks(InstanceSettings settings, TimeProvider time) : IFileLinks
{
    private const int LongestToken = 8192;

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] key = settings.MasterKey.Derive("peppi/file-links");

    public string Sign(FileLink link)
    {
        var maker = link.Maker;
        var claims = new Claims
        {
            Use = link.Purpose == LinkPurpose.Upload ? "upload" : "download",
            Url = $"{link.Bucket}/{link.Path}",
            Bucket = link.Bucket,
            Role = maker.Role switch { DatabaseRole.Authenticated => "authenticated", DatabaseRole.Service => "service_role", DatabaseRole.Jobs => "peppi_jobs", _ => "anon" },
            Owner = maker.UserId,
            Email = maker.Email,
            Aal = maker.Aal,
            Key = maker.KeyMark,
            Upsert = link.Upsert,
            Transform = link.Transform,
            IssuedAt = time.GetUtcNow().ToUnixTimeSeconds(),
            Expires = link.Expires.ToUnixTimeSeconds(),
        };
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(Mac(signed))}";
    }

    public string ToRead(string bucket, string path, Caller maker, DateTimeOffset expires) => Sign(new FileLink(LinkPurpose.Download, bucket, path, maker, expires));

    public FileLink? Read(string token)
    {
        var end = token.LastIndexOf('.');
        if (token.Length > LongestToken || end <= Header.Length || !token.StartsWith(Header + ".", StringComparison.Ordinal)) return null;
        var given = new byte[32];
        if (!Base64Url.TryDecodeFromChars(token.AsSpan(end + 1), given, out var written) || written != given.Length) return null;
        if (!CryptographicOperations.FixedTimeEquals(given, Mac(token[..end]))) return null;

        // From here on it is our own writing.
        var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(token.AsSpan(Header.Length + 1, end - Header.Length - 1)))!;
        var maker = claims switch
        {
            { Role: "authenticated", Owner: { } owner } => Caller.Of(owner, claims.Email, claims.Aal ?? "aal1"),
            { Role: "service_role" } => Caller.Service with { KeyMark = claims.Key },
            { Role: "peppi_jobs" } => Caller.Jobs,
            _ => Caller.Anonymous,
        };
        return new FileLink(claims.Use == "upload" ? LinkPurpose.Upload : LinkPurpose.Download, claims.Bucket, claims.Url[(claims.Bucket.Length + 1)..], maker,
            DateTimeOffset.FromUnixTimeSeconds(claims.Expires))
        {
            Upsert = claims.Upsert,
            Transform = claims.Transform,
        };
    }

    private byte[] Mac(string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));

    private sealed class Claims
    {
        [JsonPropertyName("use")] public string Use { get; set; } = "";

        [JsonPropertyName("url")] public string Url { get; set; } = "";

        [JsonPropertyName("bucket")] public string Bucket { get; set; } = "";

        [JsonPropertyName("role")] public string Role { get; set; } = "";

        [JsonPropertyName("owner")] public Guid? Owner { get; set; }

        [JsonPropertyName("email")] public string? Email { get; set; }

        [JsonPropertyName("aal")] public string? Aal { get; set; }

        [JsonPropertyName("key")] public string? Key { get; set; }

        [JsonPropertyName("upsert")] public bool Upsert { get; set; }

        [JsonPropertyName("transform")] public string? Transform { get; set; }

        [JsonPropertyName("iat")] public long IssuedAt { get; set; }

        [JsonPropertyName("exp")] public long Expires { get; set; }
    }
}
