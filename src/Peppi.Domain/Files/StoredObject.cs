namespace Peppi.Domain.Files;

/// <summary>A file as people know it: a name in a bucket that stands for a content (<c>storage.objects</c>).</summary>
public sealed class StoredObject
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Its bucket.</summary>
    public required string BucketId { get; set; }

    /// <summary>Its name in the bucket, folders included; never a path on a disk.</summary>
    public required string Name { get; set; }

    /// <summary>Who put it there; nobody for what Peppi or a server did.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>The resource of the matrix that the name begins with, in a bucket of modules. The database sets it.</summary>
    public string? Resource { get; set; }

    /// <summary>The project that the name goes on with. The database sets it.</summary>
    public int? ProjectId { get; set; }

    /// <summary>Changes with each new content.</summary>
    public Guid Version { get; set; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; set; }

    /// <summary>Media type, as the content itself shows it.</summary>
    public required string MimeType { get; set; }

    /// <summary>SHA-256 of what is served, in hexadecimal; the content stands under it in the store.</summary>
    public required string Sha256 { get; set; }

    /// <summary>SHA-256 of what was sent: another one where EXIF data was taken out.</summary>
    public required string SentSha256 { get; set; }

    /// <summary>What caches may do with it.</summary>
    public string CacheControl { get; set; } = "no-cache";

    /// <summary>What its owner noted about it (JSON object).</summary>
    public string? UserMetadata { get; set; }

    /// <summary>When the name was first used.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When content or name last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was last fetched, as far as that is noted.</summary>
    public DateTimeOffset? LastAccessedAt { get; set; }
}

/// <summary>
/// A content in the store (<c>storage.blobs</c>), written down before it can be seen: what no file stands for is swept away after a while.
/// </summary>
public sealed class Blob
{
    /// <summary>SHA-256 in hexadecimal.</summary>
    public required string Sha256 { get; set; }

    /// <summary>Size in bytes.</summary>
    public long Size { get; set; }

    /// <summary>When somebody last brought it.</summary>
    public DateTimeOffset TouchedAt { get; set; }
}

/// <summary>What a photo told about its taking before that was taken out (<c>storage.file_facts</c>); no client reads it.</summary>
public sealed class FileFacts
{
    /// <summary>SHA-256 of the content as it was sent.</summary>
    public required string SentSha256 { get; set; }

    /// <summary>When it was taken, by the camera's clock, without a zone.</summary>
    public DateTime? TakenAt { get; set; }

    /// <summary>Where: degrees north.</summary>
    public double? Latitude { get; set; }

    /// <summary>Where: degrees east.</summary>
    public double? Longitude { get; set; }

    /// <summary>Maker and model.</summary>
    public string? Camera { get; set; }

    /// <summary>When this was noted.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>An upload in parts (<c>storage.uploads</c>): how much of it is safe on the disk.</summary>
public sealed class ResumableUpload
{
    /// <summary>Key, and the name of its part file.</summary>
    public Guid Id { get; set; }

    /// <summary>Where it will stand.</summary>
    public required string BucketId { get; set; }

    /// <summary>Under which name.</summary>
    public required string Name { get; set; }

    /// <summary>Who sends it; nobody for a server.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; set; }

    /// <summary>How many bytes survive a power cut.</summary>
    public long Received { get; set; }

    /// <summary>Whether it replaces what stands under its name.</summary>
    public bool Upsert { get; set; }

    /// <summary>What the sender says it is.</summary>
    public string? ContentType { get; set; }

    /// <summary>What caches may do with it.</summary>
    public string CacheControl { get; set; } = "no-cache";

    /// <summary>What the sender notes about it (JSON object).</summary>
    public string? UserMetadata { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it is given up.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When the file stood in its bucket.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>For how long something is kept (<c>storage.retention_rules</c>): files of a bucket, or rows of a table.</summary>
public sealed class RetentionRule
{
    /// <summary>Key.</summary>
    public int Id { get; set; }

    /// <summary>The bucket; null for a rule about a table.</summary>
    public string? BucketId { get; set; }

    /// <summary>Only files whose name begins so, e.g. <c>chantier/</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The table of schema public; null for a rule about a bucket.</summary>
    public string? TableName { get; set; }

    /// <summary>Days after which it goes.</summary>
    public int KeepDays { get; set; }

    /// <summary>Whether the rule is applied.</summary>
    public bool Enabled { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
