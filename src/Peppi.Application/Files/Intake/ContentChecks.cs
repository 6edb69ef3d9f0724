using System.Buffers.Binary;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>
/// Looks for contents that burst whoever opens them, and for those that are two things at once. It reads headers and directories, and
/// never unpacks or decodes anything.
/// </summary>
internal static class ContentChecks
{
    private const int EndLength = 22;
    private const int LongestComment = 65_535;
    private const int MostEntries = 10_000;
    private const long MostUnpacked = 4_000_000_000;
    private const int MostRatio = 200;

    // Below this nobody is hurt, and small files of one letter shrink well.
    private const long Harmless = 100_000_000;

    /// <summary>What is wrong with a content, or null.</summary>
    public static async Task<Error?> FaultAsync(Stream content, string type, int maxMegapixels, CancellationToken cancellationToken)
    {
        var head = new byte[MediaTypes.HeadLength];
        content.Position = 0;
        var known = head.AsMemory(0, await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken));
        var directory = await FindDirectoryAsync(content, cancellationToken);
        if (MediaTypes.IsArchive(known.Span))
            return directory is null ? FileErrors.UnsafeContent("The archive has no directory at its end") : await ArchiveFaultAsync(content, directory.Value, cancellationToken);

        // An archive behind an image or a document: whoever looks at the beginning sees one, whoever looks at the end the other.
        var image = type.StartsWith("image/", StringComparison.Ordinal);
        if (directory is not null && (image || type == MediaTypes.Pdf || type.StartsWith("text/", StringComparison.Ordinal)))
            return FileErrors.UnsafeContent($"The content is {type} and an archive at once");
        if (!image) return null;
        if (known.Span[..Math.Min(known.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return FileErrors.UnsafeContent($"The content is {type} and a PDF at once");
        if (await ImageSize.ReadAsync(content, type, known, cancellationToken) is not { } size) return null;
        return size.Width <= 0 || size.Height <= 0 || size.Width > ImageSize.Longest || size.Height > ImageSize.Longest || size.Width * size.Height > maxMegapixels * 1_000_000L
            ? FileErrors.UnsafeContent($"The image has {size.Width} × {size.Height} pixels; {maxMegapixels} million are taken")
            : null;
    }

    // The record at the end of every ZIP (APPNOTE 4.3.16).
    private static async Task<Directory?> FindDirectoryAsync(Stream content, CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(content.Length, EndLength + LongestComment);
        if (length < EndLength) return null;
        var tail = new byte[length];
        content.Position = content.Length - length;
        await content.ReadExactlyAsync(tail, cancellationToken);
        for (var at = length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (!end.StartsWith("PK\x05\x06"u8) || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != length - at - EndLength) continue;
            return new Directory(BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt32LittleEndian(end[16..]));
        }

        return null;
    }

    private static async Task<Error?> ArchiveFaultAsync(Stream content, Directory directory, CancellationToken cancellationToken)
    {
        // The larger form, for archives of gigabytes, is none that an office program writes.
        if (directory.Entries == ushort.MaxValue || directory.Offset == uint.MaxValue) return FileErrors.UnsafeContent("The archive has too many files in it");
        if (directory.Entries > MostEntries) return FileErrors.UnsafeContent($"The archive has {directory.Entries} files in it; {MostEntries} are taken");
        if ((long)directory.Offset + directory.Size > content.Length || directory.Size > 64_000_000) return FileErrors.UnsafeContent("The archive's directory is damaged");
        var bytes = new byte[directory.Size];
        content.Position = directory.Offset;
        await content.ReadExactlyAsync(bytes, cancellationToken);
        long packed = 0, unpacked = 0;
        for (int at = 0, entry = 0; entry < directory.Entries; entry++)
        {
            if (at + 46 > bytes.Length || !bytes.AsSpan(at).StartsWith("PK\x01\x02"u8)) return FileErrors.UnsafeContent("The archive's directory is damaged");
            var record = bytes.AsSpan(at);
            packed += BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
            unpacked += BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(record[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
        }

        // More packed bytes than the file has: several entries share the same ones.
        if (packed > content.Length) return FileErrors.UnsafeContent("Files in the archive overlap");
        return unpacked > MostUnpacked || (unpacked > Harmless && unpacked / Math.Max(1, packed) > MostRatio)
            ? FileErrors.UnsafeContent($"The archive unfolds from {packed} into {unpacked} bytes")
            : null;
    }

    private readonly record struct Directory(int Entries, uint Size, uint Offset);
}
