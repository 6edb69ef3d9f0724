namespace Peppi.Domain.Files;

/// <summary>A place for files, with its own limits (<c>storage.buckets</c>).</summary>
public sealed class Bucket
{
    /// <summary>Key, and what addresses say.</summary>
    public required string Id { get; set; }

    /// <summary>Name; the same as the key.</summary>
    public required string Name { get; set; }

    /// <summary>Who made it; nobody for those that Peppi comes with.</summary>
    public Guid? Owner { get; set; }

    /// <summary>Whether everybody may read what is in it, without a key.</summary>
    public bool Public { get; set; }

    /// <summary>One of <see cref="BucketTypes"/>: who decides about its files.</summary>
    public string Type { get; set; } = BucketTypes.Standard;

    /// <summary>The largest file in bytes; null for the instance's own limit.</summary>
    public long? FileSizeLimit { get; set; }

    /// <summary>The media types that it takes, such as <c>image/*</c>; null for all.</summary>
    public List<string>? AllowedMimeTypes { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>Who decides about the files of a bucket.</summary>
public static class BucketTypes
{
    /// <summary>A free bucket: each file is its owner's, and of administrators.</summary>
    public const string Standard = "STANDARD";

    /// <summary>Files of modules, <c>resource/project/…</c>: the permission matrix decides.</summary>
    public const string Modules = "MODULES";

    /// <summary>Files of reports: whoever may read a report's row reads its file, and only Peppi writes.</summary>
    public const string Reports = "REPORTS";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Standard, Modules, Reports];
}

/// <summary>The buckets that Peppi comes with; they can be neither deleted nor given another type.</summary>
public static class BuiltInBuckets
{
    /// <summary>Files of modules: <c>chantier/12/2026-11-22/photo.jpg</c>.</summary>
    public const string Projets = "projets";

    /// <summary>Generated reports: <c>12/finance-20261122-7f3a91c2.pdf</c>.</summary>
    public const string Reports = "reports";
}
