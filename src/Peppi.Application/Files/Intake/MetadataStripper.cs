using System.Buffers.Binary;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>What became of a content's metadata.</summary>
/// <param name="Changed">Whether there was something to take out.</param>
/// <param name="Facts">What it told.</param>
internal sealed record Stripped(bool Changed, PhotoFacts? Facts);

/// <summary>
/// Takes metadata (EXIF, XMP, IPTC, comments) out of photos by leaving out the segments that hold it: no pixel is touched, colour profiles
/// stay, and what stood behind the image's end is gone. How to turn a JPEG is said again, since viewers rely on it.
/// </summary>
internal static class MetadataStripper
{
    private const int LongestExif = 4 * 1024 * 1024;

    // What stands before the image itself is held in memory.
    private const int LongestHeaders = 16 * 1024 * 1024;
    private const int MostSegments = 10_000;
    private const int MostChunks = 1_000_000;

    /// <summary>Writes what is to be served into <paramref name="clean"/>; nothing where the content may be served as it is.</summary>
    public static async Task<Result<Stripped>> StripAsync(Stream content, Stream clean, string type, CancellationToken cancellationToken)
    {
        content.Position = 0;
        try
        {
            return type switch
            {
                MediaTypes.Jpeg => await JpegAsync(content, clean, cancellationToken),
                MediaTypes.Png => await PngAsync(content, clean, cancellationToken),
                MediaTypes.Webp => await WebpAsync(content, clean, cancellationToken),
                MediaTypes.Heic or MediaTypes.Avif or "image/heif" => await HeifStripper.StripAsync(content, clean, cancellationToken),
                _ when (type.StartsWith("video/", StringComparison.Ordinal) || type.StartsWith("audio/", StringComparison.Ordinal)) && await VideoStripper.KnowsAsync(content, cancellationToken) =>
                    await VideoStripper.StripAsync(content, clean, cancellationToken),
                _ => new Stripped(false, null),
            };
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return FileErrors.InvalidMimeType(type, $"The content begins as {type} and is damaged");
        }
    }

    // ITU T.81 B.1: markers, each but a few with a length; after "start of scan" data until the next marker.
    private static async Task<Result<Stripped>> JpegAsync(Stream content, Stream clean, CancellationToken cancellationToken)
    {
        var input = new BufferedStream(content, 64 * 1024);
        await using var output = new Borrowed(clean);
        PhotoFacts? facts = null;
        var changed = false;
        var head = new byte[4];
        await input.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
        await output.WriteAsync(head.AsMemory(0, 2), cancellationToken);
        using var kept = new MemoryStream();
        long upright = 0, read = 0;
        for (var segments = 0; ; segments++)
        {
            if (segments > MostSegments || read > LongestHeaders) return TooMuch;
            await input.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
            while (head[0] == 0xFF && head[1] == 0xFF)
            {
                if (++read > LongestHeaders) return TooMuch;
                head[1] = (byte)Next(input);
            }

            if (head[0] != 0xFF || head[1] == 0xD9) return FileErrors.InvalidMimeType(MediaTypes.Jpeg, "The content begins as image/jpeg and is damaged");
            await input.ReadExactlyAsync(head.AsMemory(2, 2), cancellationToken);
            var segment = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) - 2];
            await input.ReadExactlyAsync(segment, cancellationToken);
            if (head[1] == 0xE1 && segment.AsSpan().StartsWith("Exif\0\0"u8)) facts ??= Exif.Read(segment.AsSpan(6));
            read += head.Length + segment.Length;
            if (IsTelling(head[1], segment))
            {
                changed = true;
            }
            else
            {
                // How to turn it is said after JFIF's own segment, where there is one.
                var leads = head[1] == 0xE0 && kept.Length == 0;
                kept.Write(head);
                kept.Write(segment);
                if (leads) upright = kept.Length;
            }

            if (head[1] == 0xDA) break;
        }

        var headers = kept.GetBuffer().AsMemory(0, (int)kept.Length);
        await output.WriteAsync(headers[..(int)upright], cancellationToken);
        if (facts is { Orientation: not 1 }) await output.WriteAsync(Exif.Upright(facts.Orientation), cancellationToken);
        await output.WriteAsync(headers[(int)upright..], cancellationToken);
        for (long bytes = 0; ; bytes++)
        {
            if ((bytes & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
            var next = input.ReadByte();
            if (next >= 0) output.WriteByte((byte)next);
            if (next is >= 0 and not 0xFF) continue;
            while (next >= 0 && (next = input.ReadByte()) == 0xFF)
            {
            }

            // A photo whose end was lost on the way still shows the rest.
            if (next < 0) changed = true;
            output.WriteByte(next < 0 ? (byte)0xD9 : (byte)next);
            if (next is < 0 or 0xD9) break;
            if (next is 0 or >= 0xD0 and <= 0xD7) continue;

            // Between scans of a progressive image: tables, and again nothing that tells.
            await input.ReadExactlyAsync(head.AsMemory(2, 2), cancellationToken);
            var segment = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) - 2];
            await input.ReadExactlyAsync(segment, cancellationToken);
            await output.WriteAsync(head.AsMemory(2, 2), cancellationToken);
            await output.WriteAsync(segment, cancellationToken);
        }

        await output.FlushAsync(cancellationToken);
        return new Stripped(changed || input.ReadByte() >= 0, facts);
    }

    private static Error TooMuch => FileErrors.UnsafeContent("The image has more headers than any camera writes: 16 MB are taken");

    // APP0 (JFIF), APP2 with a colour profile and APP14 (Adobe's colours) say how to draw; the others tell.
    private static bool IsTelling(byte marker, byte[] segment) => marker switch
    {
        0xE0 or 0xEE => false,
        0xE2 => !segment.AsSpan().StartsWith("ICC_PROFILE\0"u8),
        >= 0xE1 and <= 0xEF or 0xFE => true,
        _ => false,
    };

    // PNG 5.3: length, name, data, checksum.
    private static async Task<Result<Stripped>> PngAsync(Stream sent, Stream clean, CancellationToken cancellationToken)
    {
        var content = new BufferedStream(sent, 64 * 1024);
        var output = new BufferedStream(clean, 64 * 1024);
        var head = new byte[8];
        PhotoFacts? facts = null;
        var changed = false;
        await content.ReadExactlyAsync(head, cancellationToken);
        await output.WriteAsync(head, cancellationToken);
        for (var chunks = 0; ; chunks++)
        {
            if (chunks > MostChunks) return TooMuch;
            await content.ReadExactlyAsync(head, cancellationToken);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var name = System.Text.Encoding.ASCII.GetString(head, 4, 4);
            if (name == "eXIf" && length <= LongestExif)
            {
                var exif = new byte[length];
                await content.ReadExactlyAsync(exif, cancellationToken);
                content.Position += 4;
                facts = Exif.Read(exif);
                changed = true;
            }
            else if (name is "eXIf" or "tEXt" or "zTXt" or "iTXt" or "tIME")
            {
                content.Position += length + 4L;
                changed = true;
            }
            else
            {
                await output.WriteAsync(head, cancellationToken);
                await CopyAsync(content, output, length + 4L, cancellationToken);
            }

            if (name == "IEND")
            {
                await output.FlushAsync(cancellationToken);
                return new Stripped(changed || content.Position < content.Length, facts);
            }

            if (content.Position >= content.Length) throw new EndOfStreamException();
        }
    }

    // RIFF: name, length, data, padded to even.
    private static async Task<Result<Stripped>> WebpAsync(Stream sent, Stream clean, CancellationToken cancellationToken)
    {
        var content = new BufferedStream(sent, 64 * 1024);
        var head = new byte[12];
        PhotoFacts? facts = null;
        await content.ReadExactlyAsync(head, cancellationToken);
        var end = Math.Min(content.Length, 8L + BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)));
        var changed = end < content.Length;
        await clean.WriteAsync(head, cancellationToken);
        for (var chunks = 0; content.Position + 8 <= end; chunks++)
        {
            if (chunks > MostSegments * 10) return TooMuch;
            await content.ReadExactlyAsync(head.AsMemory(0, 8), cancellationToken);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            var padded = length + (length & 1L);
            if (head.AsSpan().StartsWith("EXIF"u8) || head.AsSpan().StartsWith("XMP "u8))
            {
                changed = true;
                if (head[0] == (byte)'E' && length <= LongestExif)
                {
                    var exif = new byte[length];
                    await content.ReadExactlyAsync(exif, cancellationToken);
                    facts = Exif.Read(exif.AsSpan().StartsWith("Exif\0\0"u8) ? exif.AsSpan(6) : exif);
                    content.Position += padded - length;
                }
                else
                {
                    content.Position += padded;
                }
            }
            else
            {
                var extended = head.AsSpan().StartsWith("VP8X"u8);
                await clean.WriteAsync(head.AsMemory(0, 8), cancellationToken);
                var start = clean.Position;
                await CopyAsync(content, clean, Math.Min(padded, end - content.Position), cancellationToken);
                if (extended) await MaskAsync(clean, start, cancellationToken);
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(clean.Length - 8));
        clean.Position = 4;
        await clean.WriteAsync(head.AsMemory(0, 4), cancellationToken);
        return new Stripped(changed, facts);
    }

    // The flags of the extended header no longer promise EXIF and XMP.
    private static async Task MaskAsync(Stream clean, long flags, CancellationToken cancellationToken)
    {
        var one = new byte[1];
        clean.Position = flags;
        await clean.ReadExactlyAsync(one, cancellationToken);
        one[0] &= 0xF3;
        clean.Position = flags;
        await clean.WriteAsync(one, cancellationToken);
        clean.Position = clean.Length;
    }

    private static async Task CopyAsync(Stream from, Stream to, long length, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(length, 64 * 1024)];
        while (length > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancellationToken);
            if (read == 0) throw new EndOfStreamException();
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }

    private static int Next(BufferedStream input) => input.ReadByte() is var value and >= 0 ? value : throw new EndOfStreamException();

    /// <summary>Gathers small writes for a file that somebody else closes.</summary>
    private sealed class Borrowed(Stream target) : IAsyncDisposable
    {
        private readonly BufferedStream buffered = new(target, 64 * 1024);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => buffered.WriteAsync(bytes, cancellationToken);

        public void WriteByte(byte value) => buffered.WriteByte(value);

        public Task FlushAsync(CancellationToken cancellationToken) => buffered.FlushAsync(cancellationToken);

        // The file stays open: it is read back.
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
