using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Peppi.Application.Reports;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>Tokens of expiry and HMAC-SHA256 over path and expiry; the key comes from the master key, so every node opens every link.</summary>
internal sealed class DownloadLinks(InstanceSettings settings, TimeProvider time) : IDownloadLinks
{
    private readonly byte[] key = settings.MasterKey.Derive("peppi/download");

    public string Sign(string path, DateTimeOffset expires)
    {
        var until = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{until}.{Base64Url.EncodeToString(Mac(path, until))}";
    }

    public bool Opens(string path, string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var until)) return false;
        var given = new byte[32];
        if (!Base64Url.TryDecodeFromChars(parts[1], given, out var written) || written != given.Length) return false;
        return CryptographicOperations.FixedTimeEquals(given, Mac(path, parts[0])) && until >= time.GetUtcNow().ToUnixTimeSeconds();
    }

    private byte[] Mac(string path, string until) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{until}\n{path}"));
}
