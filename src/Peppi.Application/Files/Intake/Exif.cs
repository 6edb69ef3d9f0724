using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Peppi.Application.Files.Intake;

/// <summary>Reads the few fields of EXIF (a TIFF inside) that matter, and writes the one that viewers rely on.</summary>
internal static class Exif
{
    private const ushort Make = 0x010F;
    private const ushort Model = 0x0110;
    private const ushort Orientation = 0x0112;
    private const ushort DateTimeOriginal = 0x9003;
    private const ushort Details = 0x8769;
    private const ushort Gps = 0x8825;

    /// <summary>What a block tells; null where it cannot be read.</summary>
    public static PhotoFacts? Read(ReadOnlySpan<byte> tiff)
    {
        try
        {
            if (tiff.Length < 8) return null;
            var little = tiff[0] == 'I';
            var main = Fields(tiff, Number(tiff, 4, little), little);
            var details = main.TryGetValue(Details, out var at) ? Fields(tiff, Number(tiff, at + 8, little), little) : [];
            var gps = main.TryGetValue(Gps, out at) ? Fields(tiff, Number(tiff, at + 8, little), little) : [];
            var taken = details.TryGetValue(DateTimeOriginal, out at) ? Text(tiff, at, little) : null;
            var camera = $"{(main.TryGetValue(Make, out at) ? Text(tiff, at, little) : "")} {(main.TryGetValue(Model, out at) ? Text(tiff, at, little) : "")}".Trim();
            var turn = main.TryGetValue(Orientation, out at) ? Short(tiff, at + 8, little) : (ushort)1;
            return new PhotoFacts(
                DateTime.TryParseExact(taken, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
                Degrees(tiff, gps, 1, 2, 'S', 90, little), Degrees(tiff, gps, 3, 4, 'W', 180, little),
                camera.Length == 0 ? null : camera, turn is >= 1 and <= 8 ? turn : 1);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A whole JPEG segment that says nothing but how to turn the image.</summary>
    public static byte[] Upright(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, Orientation >> 8, Orientation & 0xFF, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    // Where the entry of each tag stands: tag, type, count, value or where it is (TIFF 6.0 p. 14).
    private static Dictionary<ushort, int> Fields(ReadOnlySpan<byte> tiff, int at, bool little)
    {
        Dictionary<ushort, int> fields = [];
        var count = Short(tiff, at, little);
        for (var entry = 0; entry < Math.Min(count, (ushort)512); entry++) fields[Short(tiff, at + 2 + (entry * 12), little)] = at + 2 + (entry * 12);
        return fields;
    }

    private static double? Degrees(ReadOnlySpan<byte> tiff, Dictionary<ushort, int> gps, ushort side, ushort value, char negative, double limit, bool little)
    {
        if (!gps.TryGetValue(value, out var entry) || Number(tiff, entry + 4, little) != 3) return null;
        var at = Number(tiff, entry + 8, little);
        double sum = 0;
        for (var part = 0; part < 3; part++)
        {
            double over = (uint)Number(tiff, at + (part * 8), little), under = (uint)Number(tiff, at + (part * 8) + 4, little);
            if (under == 0) return null;
            sum += over / under / Math.Pow(60, part);
        }

        if (sum > limit) return null;
        return gps.TryGetValue(side, out var mark) && tiff[mark + 8] == negative ? -sum : sum;
    }

    private static string Text(ReadOnlySpan<byte> tiff, int entry, bool little)
    {
        var count = Math.Min(Number(tiff, entry + 4, little), 200);
        var at = count <= 4 ? entry + 8 : Number(tiff, entry + 8, little);
        return new string([.. Encoding.UTF8.GetString(tiff.Slice(at, count)).Where(letter => !char.IsControl(letter))]).Trim();
    }

    private static ushort Short(ReadOnlySpan<byte> tiff, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);

    private static int Number(ReadOnlySpan<byte> tiff, int at, bool little) =>
        little ? BinaryPrimitives.ReadInt32LittleEndian(tiff[at..]) : BinaryPrimitives.ReadInt32BigEndian(tiff[at..]);
}
