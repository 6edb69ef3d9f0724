using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Peppi.Application.Tests.Files;

/// <summary>Small contents, right and wrong, made by hand.</summary>
internal static class Contents
{
    public const string Secret = "QUARTIER SECRET";

    /// <summary>A JPEG of that many pixels by its header, with EXIF (GPS, time, camera, turned), XMP, a comment, and something behind its end.</summary>
    public static byte[] Jpeg(int width = 640, int height = 480, bool telling = true, byte[]? behind = null, int headers = 0)
    {
        List<byte> bytes = [0xFF, 0xD8];
        bytes.AddRange(Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]));
        if (telling)
        {
            bytes.AddRange(Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff()]));
            bytes.AddRange(Segment(0xE1, Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0" + Secret)));
            bytes.AddRange(Segment(0xFE, Encoding.ASCII.GetBytes(Secret)));
        }

        for (var header = 0; header < headers; header++) bytes.AddRange(Segment(0xDB, new byte[65_000]));
        bytes.AddRange(Segment(0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]));
        bytes.AddRange(Segment(0xDA, [1, 1, 0, 0, 63, 0]));
        bytes.AddRange([1, 2, 3, 0xFF, 0, 4, 0xFF, 0xD0, 5, 0xFF, 0xD9]);
        bytes.AddRange(behind ?? []);
        return [.. bytes];
    }

    /// <summary>A PNG of that many pixels by its header, with a text.</summary>
    public static byte[] Png(int width = 4, int height = 4)
    {
        var size = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        (size[8], size[9]) = (8, 2);
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", size), .. Chunk("tEXt", Encoding.ASCII.GetBytes("Comment\0" + Secret)), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];
    }

    /// <summary>A WebP with EXIF and XMP.</summary>
    public static byte[] Webp()
    {
        byte[] inside = [.. "WEBP"u8, .. Riff("VP8X", [0x0C, 0, 0, 0, 9, 0, 0, 9, 0, 0]), .. Riff("VP8 ", [1, 2, 3, 4, 5]), .. Riff("EXIF", Tiff()), .. Riff("XMP ", Encoding.ASCII.GetBytes(Secret))];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, inside.Length);
        return [.. "RIFF"u8, .. length, .. inside];
    }

    /// <summary>An archive with entries, and with what its directory says of their unpacked size made larger.</summary>
    public static byte[] Zip(int entries = 1, long unpacked = 0)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var entry = 0; entry < entries; entry++)
            {
                using var stream = archive.CreateEntry($"{entry}.txt").Open();
                stream.Write("contenu"u8);
            }
        }

        var content = bytes.ToArray();
        var directory = content.AsSpan().LastIndexOf("PK\x01\x02"u8);
        if (unpacked > 0) BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(directory + 24), (uint)unpacked);
        return content;
    }

    /// <summary>An HEIC photo whose EXIF data is an item of its own.</summary>
    public static byte[] Heic()
    {
        byte[] exif = [0, 0, 0, 0, .. Tiff(), .. Encoding.ASCII.GetBytes(Secret)];
        var kind = Box("ftyp", "heic"u8.ToArray(), new byte[4], "mif1"u8.ToArray());
        byte[] Meta(int at) => Box("meta", new byte[4],
            Box("iinf", [0, 0, 0, 0, 0, 1], Box("infe", [2, 0, 0, 0, 0, 1, 0, 0], "Exif"u8.ToArray(), [0])),
            Box("iloc", [0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1], Number(at), Number(exif.Length)),
            Box("iprp", Box("ipco", Box("ispe", new byte[4], Number(640), Number(480)))));
        return [.. kind, .. Meta(kind.Length + Meta(0).Length + 8), .. Box("mdat", exif, [1, 2, 3, 4])];
    }

    /// <summary>A video that tells its place in its own head, in that of its track and in XMP.</summary>
    public static byte[] Mp4()
    {
        var place = Encoding.Latin1.GetBytes("\u00A9xyz+04.0500+009.7100/" + Secret);
        return
        [
            .. Box("ftyp", "isom"u8.ToArray(), new byte[4], "isom"u8.ToArray()),
            .. Box("moov", Box("mvhd", new byte[100]), Box("udta", Box("\u00A9xyz", place)), Box("trak", Box("tkhd", new byte[84]), Box("meta", new byte[4], place))),
            .. Box("uuid", new byte[16], Encoding.ASCII.GetBytes("<x:xmpmeta>TecnoCam" + Secret)),
            .. Box("mdat", "images"u8.ToArray()),
        ];
    }

    private static byte[] Box(string name, params byte[][] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part)];
        return [.. Number(content.Length + 8), .. Encoding.Latin1.GetBytes(name), .. content];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    // Big-endian: camera, orientation 6, taken 2026-03-14 08:15:30, 4°03'00" N 9°42'36" E.
    private static byte[] Tiff()
    {
        var tiff = new byte[400];
        "MM\0*"u8.CopyTo(tiff);
        tiff[7] = 8;
        Entries(tiff, 8, (0x010F, 2, 9, 200), (0x0112, 3, 1, 6 << 16), (0x8769, 4, 1, 100), (0x8825, 4, 1, 130));
        "TecnoCam\0"u8.CopyTo(tiff.AsSpan(200));
        Entries(tiff, 100, (0x9003, 2, 20, 220));
        "2026:03:14 08:15:30\0"u8.CopyTo(tiff.AsSpan(220));
        Entries(tiff, 130, (1, 2, 2, 'N' << 24), (2, 5, 3, 250), (3, 2, 2, 'E' << 24), (4, 5, 3, 280));
        Rationals(tiff, 250, 4, 3, 0);
        Rationals(tiff, 280, 9, 42, 36);
        return tiff;
    }

    private static void Entries(byte[] tiff, int at, params (int Tag, int Type, int Count, int Value)[] entries)
    {
        BinaryPrimitives.WriteInt16BigEndian(tiff.AsSpan(at), (short)entries.Length);
        foreach (var ((tag, type, count, value), index) in entries.Select((entry, index) => (entry, index)))
        {
            var entry = tiff.AsSpan(at + 2 + (index * 12));
            BinaryPrimitives.WriteUInt16BigEndian(entry, (ushort)tag);
            BinaryPrimitives.WriteUInt16BigEndian(entry[2..], (ushort)type);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], count);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], value);
        }
    }

    private static void Rationals(byte[] tiff, int at, params int[] values)
    {
        foreach (var (value, index) in values.Select((value, index) => (value, index)))
        {
            BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at + (index * 8)), value);
            BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at + (index * 8) + 4), 1);
        }
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0, 0];
    }

    private static byte[] Riff(string name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. Encoding.ASCII.GetBytes(name), .. length, .. content, .. new byte[content.Length & 1]];
    }
}
