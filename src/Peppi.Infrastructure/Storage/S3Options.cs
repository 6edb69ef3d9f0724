namespace Peppi.Infrastructure.Storage;

/// <summary>Section <c>Storage:S3</c> of the configuration: with a bucket named there, contents stand in it and not in the state folder.</summary>
internal sealed class S3Options
{
    /// <summary>What each part of a large content but the last must have at least.</summary>
    private const int SmallestPartMegabytes = 5;

    /// <summary>Address of the service; null for Amazon's own in <see cref="Region"/>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The bucket, made beforehand and used for nothing else; null to keep contents in the state folder.</summary>
    public string? Bucket { get; set; }

    /// <summary>The key's name.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The key itself.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Whether the bucket is named in the path of an address and not before its host; null to do so where an endpoint is given.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>How many megabytes go in one request; larger contents go in several.</summary>
    public int PartMegabytes { get; set; } = 16;

    /// <summary>Whether contents stand in such a service.</summary>
    public bool IsUsed => !string.IsNullOrWhiteSpace(Bucket);

    /// <summary>What is wrong with the settings, without any of their values; null where nothing is.</summary>
    public string? Fault =>
        !IsUsed ? AccessKey is null && SecretKey is null && Endpoint is null ? null : "Storage:S3:Bucket names the bucket."
        : Endpoint is not null && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "https" or "http") ? "Storage:S3:Endpoint is an address that begins with https:// or http://."
        : string.IsNullOrWhiteSpace(Region) ? "Storage:S3:Region is not empty."
        : string.IsNullOrWhiteSpace(AccessKey) || string.IsNullOrWhiteSpace(SecretKey) ? "Storage:S3:AccessKey and Storage:S3:SecretKey are both needed."
        : PartMegabytes is < SmallestPartMegabytes or > 1024 ? $"Storage:S3:PartMegabytes is between {SmallestPartMegabytes} and 1024."
        : null;
}
