using System.Buffers;
using System.Text;

namespace Peppi.DataApi.Parse;

/// <summary>Splits and decodes a raw query string; a plus is a blank, as in forms.</summary>
internal static class QueryStringReader
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    private static readonly SearchValues<char> PlainPair = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=");

    public static List<KeyValuePair<string, string?>> Read(ReadOnlySpan<char> raw)
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        foreach (var range in raw.SplitAny('&', ';'))
        {
            var part = raw[range];
            if (part.IsEmpty) continue;
            var equals = part.IndexOf('=');
            pairs.Add(equals < 0 ? new(Decode(part), null) : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }

        return pairs;
    }

    /// <summary>The parameters in the order of their names, encoded anew: the address of this very answer.</summary>
    public static string Canonical(string raw)
    {
        if (raw.Length == 0 || (raw.AsSpan().Count('=') == 1 && raw.AsSpan().IndexOfAnyExcept(PlainPair) < 0)) return raw;
        var pairs = Read(raw);
        var encoded = new StringBuilder(64);
        foreach (var (name, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (encoded.Length > 0) encoded.Append('&');
            Encode(encoded, name);
            encoded.Append('=');
            Encode(encoded, value ?? "");
        }

        return encoded.ToString();
    }

    public static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0) return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '+')
            {
                bytes[length++] = (byte)' ';
            }
            else if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = (byte)((Convert.ToInt32(text[i + 1].ToString(), 16) << 4) | Convert.ToInt32(text[i + 2].ToString(), 16));
                i += 2;
            }
            else
            {
                var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length;
                length += Encoding.UTF8.GetBytes(text.Slice(i, pair ? 2 : 1), bytes.AsSpan(length));
                if (pair) i++;
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static void Encode(StringBuilder encoded, string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            encoded.Append(text);
            return;
        }

        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains((char)b)) encoded.Append((char)b);
            else encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
