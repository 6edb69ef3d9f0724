using System.Buffers.Binary;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>
/// Takes place, camera and words out of videos and recordings of the MP4 family (ISO/IEC 14496-12, QuickTime): the boxes that tell become
/// empty ones of the same length, so that nothing that points into the file has to move.
/// </summary>
internal static class VideoStripper
{
    private const int HeadLength = 16;
    private const int MostBoxes = 20_000;
    private const int Deepest = 6;
    private const int AtOnce = 64 * 1024;

    // Where boxes that tell stand; "moof" is the head of a fragment.
    private static readonly string[] Nests = ["moov", "trak", "mdia", "minf", "moof", "traf"];

    // "uuid" is a box of anybody's, XMP among them; none is needed to play.
    private static readonly string[] Telling = ["udta", "meta", "uuid"];

    /// <summary>Whether a content is of that family.</summary>
    public static async Task<bool> KnowsAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[8];
        content.Position = 0;
        return await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length && head.AsSpan(4).SequenceEqual("ftyp"u8);
    }

    /// <summary>Writes what is to be served into <paramref name="clean"/>; nothing where the content may be served as it is.</summary>
    public static async Task<Result<Stripped>> StripAsync(Stream content, Stream clean, CancellationToken cancellationToken)
    {
        List<(long From, long End)> telling = [];
        if (await LookAsync(content, 0, content.Length, 0, telling, cancellationToken) > MostBoxes) return FileErrors.UnsafeContent("The video has more boxes than any camera writes");
        if (telling.Count == 0) return new Stripped(false, null);
        content.Position = 0;
        await content.CopyToAsync(clean, 1024 * 1024, cancellationToken);
        var nothing = new byte[AtOnce];
        foreach (var (from, end) in telling)
        {
            // The length before the name, and a longer one behind it, stay.
            var head = new byte[8];
            clean.Position = from;
            await clean.ReadExactlyAsync(head, cancellationToken);
            clean.Position = from + 4;
            await clean.WriteAsync("free"u8.ToArray(), cancellationToken);
            if (BinaryPrimitives.ReadUInt32BigEndian(head) == 1) clean.Position += 8;
            while (clean.Position < end) await clean.WriteAsync(nothing.AsMemory(0, (int)Math.Min(AtOnce, end - clean.Position)), cancellationToken);
        }

        return new Stripped(true, null);
    }

    // Answers with how many boxes it saw.
    private static async Task<int> LookAsync(Stream content, long from, long end, int depth, List<(long From, long End)> telling, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var seen = 0;
        while (from + 8 <= end && seen <= MostBoxes)
        {
            content.Position = from;
            var read = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var name = System.Text.Encoding.Latin1.GetString(head, 4, 4);
            var start = from + 8;
            if (length == 1 && read == HeadLength) (length, start) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)), from + HeadLength);
            if (length == 0) length = end - from;

            // Cut off, or nothing that is known from here on: players stop here too.
            if (length < start - from || length > end - from) break;
            seen++;
            if (Telling.Contains(name)) telling.Add((from, from + length));
            else if (Nests.Contains(name) && depth < Deepest) seen += await LookAsync(content, start, from + length, depth + 1, telling, cancellationToken);
            from += length;
        }

        return seen;
    }
}
