using System.Buffers.Binary;
using Peppi.Domain.Files;

namespace Peppi.Application.Files.Intake;

/// <summary>How large an image says it is, by its header alone.</summary>
internal static class ImageSize
{
    /// <summary>A side that no image has: two of them multiplied still fit.</summary>
    public const long Longest = 1_000_000_000;

    // Marks before the image itself, filling bytes among them: no camera writes so many.
    private const int MostMarks = 100_000;

    /// <summary>Width and height; null for a type without a header that is known here.</summary>
    public static async Task<(long Width, long Height)?> ReadAsync(Stream content, string type, ReadOnlyMemory<byte> head, CancellationToken cancellationToken) => type switch
    {
        MediaTypes.Jpeg => await OfJpegAsync(content, cancellationToken),
        MediaTypes.Png => OfPng(head.Span),
        MediaTypes.Gif => OfGif(head.Span),
        MediaTypes.Webp => OfWebp(head.Span),
        MediaTypes.Heic or MediaTypes.Avif or "image/heif" => await OfBoxesAsync(content, cancellationToken),
        "image/bmp" => head.Length >= 26 ? (Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head.Span[18..])), Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(head.Span[22..]))) : (0, 0),
        _ => null,
    };

    private static (long, long) OfPng(ReadOnlySpan<byte> head) => head.Length < 24 || !head[12..16].SequenceEqual("IHDR"u8) ? (0, 0)
        : (BinaryPrimitives.ReadUInt32BigEndian(head[16..]), BinaryPrimitives.ReadUInt32BigEndian(head[20..]));

    private static (long, long) OfGif(ReadOnlySpan<byte> head) => head.Length < 10 ? (0, 0)
        : (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..]));

    private static (long, long) OfWebp(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30) return (0, 0);
        if (head[12..16].SequenceEqual("VP8X"u8)) return (1 + (head[24] | (head[25] << 8) | (head[26] << 16)), 1 + (head[27] | (head[28] << 8) | (head[29] << 16)));
        if (head[12..16].SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return (1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }

        return (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF);
    }

    // Segments until the frame's own header (SOF).
    private static async Task<(long, long)> OfJpegAsync(Stream content, CancellationToken cancellationToken)
    {
        var mark = new byte[9];
        var input = new BufferedStream(content, 64 * 1024);
        input.Position = 2;
        for (var marks = 0; marks < MostMarks && await input.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken) == mark.Length && mark[0] == 0xFF; marks++)
        {
            if (mark[1] == 0xFF)
            {
                input.Position -= 8;
                continue;
            }

            if (mark[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(mark.AsSpan(7)), BinaryPrimitives.ReadUInt16BigEndian(mark.AsSpan(5)));
            if (mark[1] is 0xDA or 0xD9) break;
            input.Position += BinaryPrimitives.ReadUInt16BigEndian(mark.AsSpan(2)) - 7;
        }

        return (0, 0);
    }

    // Every "ispe" of the first bytes: the largest counts.
    private static async Task<(long, long)> OfBoxesAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[(int)Math.Min(content.Length, 256 * 1024)];
        content.Position = 0;
        await content.ReadExactlyAsync(bytes, cancellationToken);
        (long Width, long Height) largest = (0, 0);
        for (var at = 0; bytes.AsSpan(at).IndexOf("ispe"u8) is var found and >= 0; at += found + 4)
        {
            var box = bytes.AsSpan(at + found);
            if (box.Length < 16) break;
            (long Width, long Height) size = (BinaryPrimitives.ReadUInt32BigEndian(box[8..]), BinaryPrimitives.ReadUInt32BigEndian(box[12..]));
            if (size.Width > Longest || size.Height > Longest) return size;
            if (size.Width * size.Height > largest.Width * largest.Height) largest = size;
        }

        return largest;
    }
}
