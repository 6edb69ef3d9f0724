using System.Text;

namespace Peppi.Domain.Files;

/// <summary>What a content is, by its first bytes, and what a declared type has to do with that.</summary>
public static class MediaTypes
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int HeadLength = 4096;

    /// <summary>Anything.</summary>
    public const string Unknown = "application/octet-stream";

    /// <summary>JPEG.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>PNG.</summary>
    public const string Png = "image/png";

    /// <summary>GIF.</summary>
    public const string Gif = "image/gif";

    /// <summary>WebP.</summary>
    public const string Webp = "image/webp";

    /// <summary>HEIC and HEIF.</summary>
    public const string Heic = "image/heic";

    /// <summary>AVIF.</summary>
    public const string Avif = "image/avif";

    /// <summary>PDF.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>ZIP, and what is one inside: Office files among others.</summary>
    public const string Zip = "application/zip";

    /// <summary>SVG.</summary>
    public const string Svg = "image/svg+xml";

    private const string Html = "text/html";
    private const string Xml = "application/xml";
    private const string Mp4 = "video/mp4";

    // A family shares its first bytes: within it the declared type is believed.
    private static readonly string[][] Families =
    [
        [Zip, "application/x-zip-compressed", "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.", "application/epub+zip",
            "application/vnd.google-earth.kmz", "application/java-archive", "application/vnd.android.package-archive", "application/vnd.ms-"],
        ["application/x-ole-storage", "application/msword", "application/vnd.ms-", "application/x-msi", "application/vnd.visio"],
        [Mp4, "video/", "audio/mp4", "audio/x-m4a", "audio/aac", "audio/m4a", "audio/3gpp", "audio/amr"],
        [Heic, "image/heif", "image/heic-sequence", "image/heif-sequence"],
        ["video/webm", "video/x-matroska", "audio/webm", "audio/x-matroska"],
        ["audio/ogg", "video/ogg", "application/ogg", "audio/opus"],
        ["audio/mpeg", "audio/mp3", "audio/aac", "audio/aacp"],
        ["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"],
        ["audio/amr", "audio/amr-wb", "audio/3gpp"],
        ["image/bmp", "image/x-ms-bmp"],
        ["image/tiff", "image/x-", "image/dng"],
        ["image/vnd.dwg", "application/acad", "application/x-acad", "application/dwg", "image/x-dwg", "application/x-dwg"],
        ["application/gzip", "application/x-gzip", "application/x-tgz"],
        [Jpeg, "image/jpg", "image/pjpeg"],
        [Html, "application/xhtml+xml"],
        [Xml, "text/xml", Svg, "application/", "text/"],
        ["application/x-executable", "application/x-msdownload", "application/vnd.microsoft.portable-executable", "application/x-sharedlib"],
        ["text/x-shellscript", "application/x-sh", "text/"],
    ];

    /// <summary>The type and subtype alone, in small letters; null where there is none.</summary>
    public static string? Plain(string? declared)
    {
        if (declared is null) return null;
        var end = declared.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? declared : declared[..end]).Trim().ToLowerInvariant();
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < type.Length - 1 && type.Length <= 127 && type.All(letter => char.IsAsciiLetterOrDigit(letter) || "/.+-_!#$&^".Contains(letter, StringComparison.Ordinal)) ? type : null;
    }

    /// <summary>
    /// The type that a content has: what its first bytes show and, where they show nothing, what was declared. Null where the two contradict
    /// each other: what claims to be a photo and is a page is neither.
    /// </summary>
    public static string? Agree(string? declared, ReadOnlySpan<byte> head)
    {
        var said = Plain(declared);
        var seen = Sniff(head);

        // What libraries send when nobody told them.
        if (said is null or Unknown or "text/plain" or "binary/octet-stream" or "application/x-www-form-urlencoded")
            return said == "text/plain" && seen != Pdf && IsText(head) ? said : seen ?? Unknown;
        if (seen is null)
        {
            if (HasKnownBeginning(said)) return null;
            return said.StartsWith("text/", StringComparison.Ordinal) && !IsText(head) ? null : said;
        }

        if (seen == said) return said;
        if (seen is Xml or "text/x-shellscript" && HasKnownBeginning(said)) return null;
        return Families.Any(family => family.Contains(seen) && IsOf(said, family)) ? said is "image/jpg" or "image/pjpeg" ? Jpeg : said : null;
    }

    /// <summary>A type of text with the letters that it was declared to be written in; any other type as it is.</summary>
    public static string WithLetters(string type, string? declared)
    {
        if (!type.StartsWith("text/", StringComparison.Ordinal) || declared is null) return type;
        const string name = "charset=";
        var parameter = declared.Split(';').Skip(1).Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        var letters = parameter?[name.Length..].Trim('"');
        return letters is { Length: > 0 and <= 40 } && letters.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? $"{type};{name}{letters}" : type;
    }

    /// <summary>Whether a list such as <c>image/*, application/pdf</c> takes a type; no list takes all.</summary>
    public static bool Takes(IReadOnlyList<string>? allowed, string type) => allowed is null or { Count: 0 }
        || allowed.Any(pattern => pattern == "*/*" || string.Equals(pattern, type, StringComparison.OrdinalIgnoreCase)
            || (pattern.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a browser would run or draw it with the rights of its address: it is only ever saved, never shown.</summary>
    public static bool IsActive(string type) => type is Html or "application/xhtml+xml" or Svg or Xml or "text/xml" or "text/javascript" or "application/javascript"
        or "application/ecmascript" or "text/ecmascript" or "text/xsl" or "application/xslt+xml" or "application/x-shockwave-flash" or "application/pdf+xml"
        || (type.EndsWith("+xml", StringComparison.Ordinal) && !type.StartsWith("application/vnd.", StringComparison.Ordinal));

    /// <summary>Whether it is a ZIP inside.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);

    /// <summary>The type that the first bytes show, or null.</summary>
    public static string? Sniff(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, type) in Marks)
            if (head.StartsWith(mark)) return type;
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
            return head[8..12].SequenceEqual("WEBP"u8) ? Webp : head[8..12].SequenceEqual("WAVE"u8) ? "audio/wav" : head[8..12].SequenceEqual("AVI "u8) ? "video/x-msvideo" : null;
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8)) return OfBrand(head);
        if (head.Length >= 2 && head[0] == 0xFF && head[1] is 0xFB or 0xF3 or 0xF2 or 0xFA or 0xF1 or 0xF9) return "audio/mpeg";
        return OfMarkup(head);
    }

    private static readonly (byte[] Mark, string Type)[] Marks =
    [
        ([0xFF, 0xD8, 0xFF], Jpeg),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Png),
        ("GIF87a"u8.ToArray(), Gif),
        ("GIF89a"u8.ToArray(), Gif),
        ("%PDF-"u8.ToArray(), Pdf),
        ([0x50, 0x4B, 3, 4], Zip),
        ([0x50, 0x4B, 5, 6], Zip),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
        ([0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
        ("OggS"u8.ToArray(), "audio/ogg"),
        ("ID3"u8.ToArray(), "audio/mpeg"),
        ("#!AMR"u8.ToArray(), "audio/amr"),
        ("fLaC"u8.ToArray(), "audio/flac"),
        ([0x49, 0x49, 0x2A, 0], "image/tiff"),
        ([0x4D, 0x4D, 0, 0x2A], "image/tiff"),
        ("AC10"u8.ToArray(), "image/vnd.dwg"),
        ([0x1F, 0x8B], "application/gzip"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
        ("Rar!"u8.ToArray(), "application/vnd.rar"),
        ([0x7F, 0x45, 0x4C, 0x46], "application/x-executable"),
        ("MZ"u8.ToArray(), "application/x-msdownload"),
        ("#!/"u8.ToArray(), "text/x-shellscript"),
    ];

    private static string? OfBrand(ReadOnlySpan<byte> head)
    {
        var brand = Encoding.ASCII.GetString(head[8..12]);
        return brand switch
        {
            "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1" => Heic,
            "avif" or "avis" => Avif,
            _ => Mp4,
        };
    }

    // Pages and drawings begin with a tag, after blanks, a mark of order and comments.
    private static string? OfMarkup(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head[..Math.Min(head.Length, 1024)]).TrimStart('\uFEFF').TrimStart().ToLowerInvariant();
        if (!text.StartsWith('<')) return null;
        if (text.StartsWith("<?xml", StringComparison.Ordinal)) return text.Contains("<svg", StringComparison.Ordinal) ? Svg : text.Contains("<html", StringComparison.Ordinal) ? Html : Xml;
        if (text.StartsWith("<svg", StringComparison.Ordinal)) return Svg;
        string[] tags = ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<object", "<embed", "<img", "<a ", "<style", "<table", "<div", "<meta", "<title", "<form"];
        if (tags.Any(tag => text.StartsWith(tag, StringComparison.Ordinal))) return Html;
        if (!text.StartsWith("<!--", StringComparison.Ordinal) && !text.StartsWith("<!doctype", StringComparison.Ordinal)) return null;
        return text.Contains("<svg", StringComparison.Ordinal) ? Svg : text.Contains("<html", StringComparison.Ordinal) || text.Contains("<script", StringComparison.Ordinal) ? Html : Xml;
    }

    private static bool IsText(ReadOnlySpan<byte> head) => !head.ContainsAny(Controls);

    private static readonly System.Buffers.SearchValues<byte> Controls = System.Buffers.SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31]);

    private static bool HasKnownBeginning(string type) => type is Jpeg or "image/jpg" or Png or Gif or Webp or Heic or "image/heif" or Avif or Pdf or Zip or Mp4
        || type.StartsWith("application/vnd.openxmlformats-officedocument.", StringComparison.Ordinal);

    private static bool IsOf(string type, string[] family) =>
        family.Any(member => member == type || (member[^1] is '.' or '/' or '-' && type.StartsWith(member, StringComparison.Ordinal)));
}
