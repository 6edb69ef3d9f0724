using System.Numerics;

namespace Peppi.Application.Accounts.PasswordRules;

/// <summary>The Blowfish cipher with bcrypt's expensive key setup; nothing but <see cref="Bcrypt"/> uses it.</summary>
internal sealed class Blowfish
{
    private const int Subkeys = 18;
    private const int Boxes = 4 * 256;

    private static readonly Lazy<uint[]> Pi = new(FractionOfPi);

    private readonly uint[] keys = Pi.Value[..Subkeys];
    private readonly uint[] boxes = Pi.Value[Subkeys..];

    /// <summary>Mixes key and salt into the state; without a salt, the key alone.</summary>
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var from = 0;
        for (var at = 0; at < Subkeys; at++) keys[at] ^= NextWord(key, ref from);

        uint left = 0, right = 0;
        var taken = 0;
        for (var at = 0; at < Subkeys; at += 2)
        {
            Step(salt, ref taken, ref left, ref right);
            (keys[at], keys[at + 1]) = (left, right);
        }

        for (var at = 0; at < Boxes; at += 2)
        {
            Step(salt, ref taken, ref left, ref right);
            (boxes[at], boxes[at + 1]) = (left, right);
        }
    }

    /// <summary>Encrypts one block of two words.</summary>
    public void Encrypt(ref uint left, ref uint right)
    {
        var (l, r) = (left, right);
        for (var round = 0; round < 16; round += 2)
        {
            l ^= keys[round];
            r ^= Mix(l);
            r ^= keys[round + 1];
            l ^= Mix(r);
        }

        left = r ^ keys[17];
        right = l ^ keys[16];
    }

    private uint Mix(uint word) =>
        ((boxes[word >> 24] + boxes[256 + ((word >> 16) & 0xFF)]) ^ boxes[512 + ((word >> 8) & 0xFF)]) + boxes[768 + (word & 0xFF)];

    private void Step(ReadOnlySpan<byte> salt, ref int taken, ref uint left, ref uint right)
    {
        if (!salt.IsEmpty)
        {
            left ^= NextWord(salt, ref taken);
            right ^= NextWord(salt, ref taken);
        }

        Encrypt(ref left, ref right);
    }

    // Key and salt are read round and round.
    private static uint NextWord(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint word = 0;
        for (var count = 0; count < 4; count++)
        {
            word = (word << 8) | bytes[at];
            at = at + 1 == bytes.Length ? 0 : at + 1;
        }

        return word;
    }

    // The cipher begins with the binary digits of π behind the point: computed, they need no page of constants (Machin's formula).
    private static uint[] FractionOfPi()
    {
        const int words = Subkeys + Boxes;
        const int guard = 64;
        var one = BigInteger.One << ((words * 32) + guard);
        var pi = ((16 * Arctangent(5, one)) - (4 * Arctangent(239, one))) >> guard;
        var digits = (pi & ((BigInteger.One << (words * 32)) - 1)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[words * 4];
        digits.CopyTo(padded, padded.Length - digits.Length);
        var output = new uint[words];
        for (var at = 0; at < words; at++) output[at] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(at * 4));
        return output;
    }

    private static BigInteger Arctangent(int inverse, BigInteger one)
    {
        var power = one / inverse;
        var sum = power;
        for (var odd = 3; !power.IsZero; odd += 2)
        {
            power /= inverse * inverse;
            sum += odd % 4 == 3 ? -(power / odd) : power / odd;
        }

        return sum;
    }
}
