using Peppi.Application.Files.Contracts;
using Peppi.Application.Shared;

namespace Peppi.Application.Files.Links;

/// <summary>What a signed link lets its holder do.</summary>
public enum LinkPurpose
{
    /// <summary>Fetch a file.</summary>
    Download,

    /// <summary>Put a file.</summary>
    Upload,
}

/// <summary>
/// What a signed link says. It carries its maker: whoever holds it acts with that person's rights of the moment, on this one file, until
/// its time.
/// </summary>
/// <param name="Purpose">What for.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Path">The name in it.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="Expires">When it ends.</param>
public sealed record FileLink(LinkPurpose Purpose, string Bucket, string Path, Caller Maker, DateTimeOffset Expires)
{
    /// <summary>Of an upload: whether it may replace what stands there.</summary>
    public bool Upsert { get; init; }

    /// <summary>Of a download: the size that an image was asked for in, as the address says it.</summary>
    public string? Transform { get; init; }
}

/// <summary>Signs and reads links to files.</summary>
public interface IFileLinks : IFileTickets
{
    /// <summary>The token of a link.</summary>
    string Sign(FileLink link);

    /// <summary>What a token says, also after its time; null for one that was altered or is none.</summary>
    FileLink? Read(string token);
}
