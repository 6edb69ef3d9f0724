using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Peppi.Testing;

/// <summary>An authenticator app, written apart from the product's own: it reads the secret as it is shown, and counts on when asked again.</summary>
/// <param name="secret">The secret in base 32.</param>
public sealed class TestAuthenticator(string secret)
{
    private long last = long.MinValue;

    /// <summary>A code that was not given before: of the step before this one, then of this one, then of the next.</summary>
    public string Next()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;
        last = Math.Max(last + 1, now - 1);
        return CodeOf(last);
    }

    /// <summary>The code that <see cref="Next"/> gave last.</summary>
    public string Again() => CodeOf(last);

    /// <summary>A code of five minutes ago.</summary>
    public string Old() => CodeOf((DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) - 10);

    private string CodeOf(long step)
    {
        List<byte> key = [];
        var (bits, held) = (0, 0);
        foreach (var letter in secret)
        {
            bits = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF;
            held += 5;
            if (held < 8) continue;
            held -= 8;
            key.Add((byte)(bits >> held));
        }

        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as the apps speak it
        var hash = HMACSHA1.HashData(key.ToArray(), counter);
#pragma warning restore CA5350
        var at = hash[19] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
