using Peppi.Domain.Files;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// What a photo or document of a message must begin with. A host that has lost a photo often answers 200 and a page that says so: what is
/// none of what was announced is not it, and is asked for again.
/// </summary>
internal static class MediaKinds
{
    private static readonly string[] Pictures = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"];
    private static readonly string[] Videos = [".mp4", ".mov", ".3gp", ".webm", ".mkv", ".avi"];
    private static readonly string[] Sounds = [".ogg", ".opus", ".mp3", ".m4a", ".aac", ".amr", ".wav", ".flac"];

    /// <summary>The type of a content that is what was announced; null where it is not.</summary>
    /// <param name="told">What the channel says it is.</param>
    /// <param name="fileName">What the sender calls it.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="served">What the host says it is.</param>
    /// <param name="head">The first bytes.</param>
    public static string? Fitting(string? told, string? fileName, Uri address, string? served, ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return null;
        var seen = MediaTypes.Sniff(head);

        // Hosts are often wrong about what they serve; the bytes are not.
        var type = MediaTypes.Agree(served, head) ?? seen ?? MediaTypes.Unknown;
        var fits = (OfType(told), OfName(fileName) ?? OfName(address.AbsolutePath) ?? OfType(served)) switch
        {
            (MediaKind.Picture, _) => seen is not null && seen.StartsWith("image/", StringComparison.Ordinal) && !MediaTypes.IsActive(seen),
            (MediaKind.Video, _) => seen is not null && seen.StartsWith("video/", StringComparison.Ordinal),
            (MediaKind.Sound, _) => seen is "video/mp4" or "video/webm" || (seen is not null && seen.StartsWith("audio/", StringComparison.Ordinal)),

            // A name is only a hint: a photo may be a document after all, but never what nobody knows.
            (null, MediaKind.Picture or MediaKind.Video or MediaKind.Sound) => seen is not null && IsDocument(seen, type),
            _ => IsDocument(seen, type),
        };
        return fits ? type : null;
    }

    // Of documents there are too many kinds to list: drawings, plans, tables. What is a page, a program or a host's excuse is none.
    private static bool IsDocument(string? seen, string type) => !MediaTypes.IsActive(seen ?? "") && !MediaTypes.IsActive(type)
        && seen is not ("application/x-executable" or "application/x-msdownload" or "text/x-shellscript") && type is not ("application/json" or "application/problem+json");

    private static MediaKind? OfType(string? type) => type?.Split('/', ';')[0].Trim().ToLowerInvariant() switch
    {
        "image" or "photo" or "picture" or "sticker" => MediaKind.Picture,
        "video" => MediaKind.Video,
        "audio" or "voice" => MediaKind.Sound,
        "document" or "file" or "text" => MediaKind.Document,
        "application" when MediaTypes.Plain(type) is { } plain and not MediaTypes.Unknown => plain == "application/ogg" ? MediaKind.Sound : MediaKind.Document,
        _ => null,
    };

    private static MediaKind? OfName(string? name) => Path.GetExtension(name ?? "").ToLowerInvariant() switch
    {
        "" => null,
        var picture when Pictures.Contains(picture) => MediaKind.Picture,
        var video when Videos.Contains(video) => MediaKind.Video,
        var sound when Sounds.Contains(sound) => MediaKind.Sound,
        ".pdf" or ".docx" or ".xlsx" or ".pptx" or ".dwg" or ".dxf" or ".ifc" or ".zip" or ".csv" or ".txt" => MediaKind.Document,
        _ => null,
    };

    private enum MediaKind
    {
        Picture,
        Video,
        Sound,
        Document,
    }
}
