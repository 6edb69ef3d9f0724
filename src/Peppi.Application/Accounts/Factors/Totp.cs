using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Peppi.Application.Accounts.Factors;

/// <summary>Time-based one-time passwords as every authenticator app makes them: RFC 6238 with SHA-1, 30 seconds, six digits.</summary>
internal static class Totp
{
    private const int SecretLength = 20;
    private const int Seconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new shared secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>The 30-second step of an instant.</summary>
    public static long StepOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / Seconds;

    /// <summary>
    /// The step whose code this is, the present one or a neighbour (clocks differ), but later than <paramref name="after"/>: a code that
    /// was accepted once is none any more.
    /// </summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset now, long? after)
    {
        var typed = string.Concat(code.Where(letter => !char.IsWhiteSpace(letter)));
        if (typed.Length != 6 || !typed.All(char.IsAsciiDigit)) return null;

        long? found = null;
        var present = StepOf(now);
        for (var step = present - 1; step <= present + 1; step++)
        {
            // Every one is compared: how long it takes tells nothing.
            var same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(secret, step)), Encoding.ASCII.GetBytes(typed));
            if (same && !(step <= after)) found = step;
        }

        return found;
    }

    /// <summary>The code of a step.</summary>
    public static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238: the authenticator apps speak HMAC-SHA-1, which is sound as a MAC
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The secret as it is typed into an app (RFC 4648, without padding).</summary>
    public static string Text(byte[] secret)
    {
        var text = new StringBuilder(32);
        var (bits, held) = (0u, 0);
        foreach (var part in secret)
        {
            bits = (bits << 8) | part;
            held += 8;
            while (held >= 5)
            {
                held -= 5;
                text.Append(Base32[(int)(bits >> held) & 31]);
            }
        }

        return text.ToString();
    }

    /// <summary>What the QR code says: https://github.com/google/google-authenticator/wiki/Key-Uri-Format</summary>
    public static string Uri(string secret, string issuer, string account)
    {
        // It tells one's own accounts apart, and a QR code is not endless.
        if (account.Length > 80) account = account[..80];
        var (from, of) = (System.Uri.EscapeDataString(issuer), System.Uri.EscapeDataString(account));
        return $"otpauth://totp/{from}:{of}?algorithm=SHA1&digits=6&issuer={from}&period={Seconds}&secret={secret}";
    }
}
