using System.Buffers.Binary;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>
/// Takes EXIF and XMP out of HEIC and AVIF (ISO/IEC 23008-12): the items that hold them keep their place, and their bytes become zeros. How
/// to turn such an image stands in a box of its own and stays.
/// </summary>
internal static class HeifStripper
{
    private const int LongestMeta = 4 * 1024 * 1024;
    private const int MostBoxes = 10_000;
    private const int MostExtents = 100_000;

    /// <summary>Writes what is to be served.</summary>
    public static async Task<Result<Stripped>> StripAsync(Stream content, Stream clean, CancellationToken cancellationToken)
    {
        if (await MetaAsync(content, cancellationToken) is not { } meta) return new Stripped(false, null);
        var telling = Telling(meta);
        if (telling.Count == 0) return new Stripped(false, null);
        if (Places(meta, telling) is not { } places) return FileErrors.InvalidMimeType(MediaTypes.Heic, "The image keeps its metadata where it cannot be taken out");

        // Places that lie upon each other would be written more often than the file is long.
        if (places.Sum(place => (long)place.Length) > content.Length) throw new EndOfStreamException();

        content.Position = 0;
        await content.CopyToAsync(clean, cancellationToken);
        PhotoFacts? facts = null;
        foreach (var (item, at, length) in places)
        {
            if (at < 0 || at + length > content.Length) throw new EndOfStreamException();
            if (telling[item] == "Exif" && length is > 10 and <= LongestMeta)
            {
                var exif = new byte[length];
                content.Position = at;
                await content.ReadExactlyAsync(exif, cancellationToken);

                // Four bytes say how much stands before the TIFF.
                facts ??= Exif.Read(exif.AsSpan(4 + (int)BinaryPrimitives.ReadUInt32BigEndian(exif)));
            }

            clean.Position = at;
            await clean.WriteAsync(new byte[length], cancellationToken);
        }

        clean.Position = clean.Length;
        return new Stripped(true, facts);
    }

    // The content of the file's "meta" box, after its version and flags.
    private static async Task<byte[]?> MetaAsync(Stream sent, CancellationToken cancellationToken)
    {
        var content = new BufferedStream(sent, 4 * 1024);
        var head = new byte[8];
        content.Position = 0;
        for (var boxes = 0; content.Position + 8 <= content.Length; boxes++)
        {
            if (boxes > MostBoxes) throw new EndOfStreamException();
            await content.ReadExactlyAsync(head, cancellationToken);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head.AsSpan(4).SequenceEqual("meta"u8))
            {
                if (size is < 12 or > LongestMeta) throw new EndOfStreamException();
                var meta = new byte[size - 12];
                content.Position += 4;
                await content.ReadExactlyAsync(meta, cancellationToken);
                return meta;
            }

            long shown = 8;
            if (size == 1)
            {
                await content.ReadExactlyAsync(head, cancellationToken);
                (size, shown) = (BinaryPrimitives.ReadInt64BigEndian(head), 16);
            }

            if (size < shown) return null;
            content.Position += size - shown;
        }

        return null;
    }

    // Items of type Exif, and of type mime that are XML, by their key ("iinf" and its "infe").
    private static Dictionary<uint, string> Telling(byte[] meta)
    {
        Dictionary<uint, string> items = [];
        if (Box(meta, "iinf"u8) is not { Length: > 6 } list) return items;
        var at = list[0] == 0 ? 6 : 8;
        while (at + 20 <= list.Length)
        {
            var entry = list.AsSpan(at);
            var size = BinaryPrimitives.ReadInt32BigEndian(entry);
            if (size < 20) break;
            var wide = entry[8] >= 3;
            var id = wide ? BinaryPrimitives.ReadUInt32BigEndian(entry[12..]) : BinaryPrimitives.ReadUInt16BigEndian(entry[12..]);
            var type = System.Text.Encoding.ASCII.GetString(entry.Slice(wide ? 18 : 16, 4));
            if (entry[8] >= 2 && type is "Exif" or "mime") items[id] = type;
            at += size;
        }

        return items;
    }

    // Where their bytes stand in the file ("iloc"); null where one stands elsewhere than at an offset of the file.
    private static List<(uint Item, long At, int Length)>? Places(byte[] meta, Dictionary<uint, string> telling)
    {
        List<(uint, long, int)> places = [];
        if (Box(meta, "iloc"u8) is not { Length: > 8 } list) return null;
        var version = list[0];
        int offsetSize = list[4] >> 4, lengthSize = list[4] & 15, baseSize = list[5] >> 4, indexSize = version == 0 ? 0 : list[5] & 15;
        var at = 6;
        long Take(int size)
        {
            long value = 0;
            for (var end = at + size; at < end; at++) value = checked((value << 8) | list[at]);
            return value;
        }

        var seen = 0;
        var count = Take(version < 2 ? 2 : 4);
        for (long item = 0; item < count; item++)
        {
            var id = (uint)Take(version < 2 ? 2 : 4);
            var method = version == 0 ? 0 : Take(2) & 15;
            Take(2);
            var start = Take(baseSize);
            var extents = Take(2);
            for (long extent = 0; extent < extents; extent++)
            {
                if (++seen > MostExtents) throw new EndOfStreamException();
                Take(indexSize);
                var offset = start + Take(offsetSize);
                var length = Take(lengthSize);
                if (!telling.ContainsKey(id)) continue;
                if (method != 0 || length is <= 0 or > LongestMeta) return null;
                places.Add((id, offset, (int)length));
            }
        }

        var found = places.Select(place => place.Item1).ToHashSet();
        return telling.Keys.All(found.Contains) ? places : null;
    }

    private static byte[]? Box(byte[] inside, ReadOnlySpan<byte> name)
    {
        for (var at = 0; at + 8 <= inside.Length;)
        {
            var size = BinaryPrimitives.ReadInt32BigEndian(inside.AsSpan(at));
            if (size < 8 || at + size > inside.Length) return null;
            if (inside.AsSpan(at + 4, 4).SequenceEqual(name)) return inside[(at + 8)..(at + size)];
            at += size;
        }

        return null;
    }
}
