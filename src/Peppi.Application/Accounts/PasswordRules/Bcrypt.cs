using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Peppi.Application.Accounts.PasswordRules;

/// <summary>
/// Verifies bcrypt hashes (https://www.usenix.org/legacy/events/usenix99/provos/provos.pdf), for accounts that come from elsewhere.
/// It makes none.
/// </summary>
internal static partial class Bcrypt
{
    /// <summary>The greatest cost that is believed: each step doubles the work, and 15 would occupy a core for seconds.</summary>
    public const int GreatestCost = 14;

    // bcrypt reads no further: a longer password would match by its beginning alone.
    private const int LongestPassword = 72;
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly uint[] Magic = [0x4F727068, 0x65616E42, 0x65686F6C, 0x64657253, 0x63727944, 0x6F756274];

    /// <summary>Whether a stored hash is bcrypt's, of a cost that is verified in reasonable time.</summary>
    public static bool IsHash(string hash) =>
        Form().Match(hash) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is >= 4 and <= GreatestCost;

    /// <summary>Whether the hash is this password's.</summary>
    public static bool Verify(string password, string hash)
    {
        var match = Form().Match(hash);
        var bytes = Encoding.UTF8.GetBytes(password);
        if (!match.Success || bytes.Length > LongestPassword || password.Contains('\0', StringComparison.Ordinal)) return false;

        var cost = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var salt = Decode(match.Groups[2].Value, 16);
        return CryptographicOperations.FixedTimeEquals(Decode(match.Groups[3].Value, 23), Hash([.. bytes, 0], salt, cost));
    }

    private static byte[] Hash(byte[] key, byte[] salt, int cost)
    {
        var cipher = new Blowfish();
        cipher.Expand(key, salt);
        for (long round = 0; round < 1L << cost; round++)
        {
            cipher.Expand(key, []);
            cipher.Expand(salt, []);
        }

        var words = (uint[])Magic.Clone();
        for (var pair = 0; pair < words.Length; pair += 2)
        {
            for (var round = 0; round < 64; round++) cipher.Encrypt(ref words[pair], ref words[pair + 1]);
        }

        var output = new byte[24];
        for (var at = 0; at < words.Length; at++) BinaryPrimitives.WriteUInt32BigEndian(output.AsSpan(at * 4), words[at]);

        // The original forgot the last byte, and everybody after it had to.
        return output[..23];
    }

    private static byte[] Decode(string text, int length)
    {
        var output = new byte[length];
        var (bits, held, at) = (0u, 0, 0);
        foreach (var letter in text)
        {
            bits = (bits << 6) | (uint)Alphabet.IndexOf(letter, StringComparison.Ordinal);
            held += 6;
            if (held < 8 || at == length) continue;
            held -= 8;
            output[at++] = (byte)(bits >> held);
        }

        return output;
    }

    [GeneratedRegex(@"\A\$2[aby]?\$([0-9]{2})\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})\z")]
    private static partial Regex Form();
}
