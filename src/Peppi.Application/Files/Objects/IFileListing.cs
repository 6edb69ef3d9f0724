using Peppi.Application.Persistence;

namespace Peppi.Application.Files.Objects;

/// <summary>Which part of a bucket a page shows.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What names begin with.</param>
/// <param name="Delimited">Whether what stands in folders below is shown as the folder.</param>
/// <param name="After">The entry after which it begins, where it goes on by name.</param>
/// <param name="Skip">How many entries to leave out.</param>
/// <param name="Count">How many entries to show.</param>
/// <param name="Search">Only entries whose own name begins so, whatever the case.</param>
/// <param name="SortColumn"><c>name</c>, <c>created_at</c>, <c>updated_at</c> or <c>last_accessed_at</c>.</param>
/// <param name="Descending">From the end.</param>
public sealed record PageOfFiles(
    string Bucket, string Prefix, bool Delimited, string? After, int Skip, int Count, string? Search, string SortColumn, bool Descending);

/// <summary>An entry of a listing: a file, or a folder where there is no key.</summary>
public sealed class ListedEntry
{
    /// <summary>The whole name.</summary>
    public required string Entry { get; set; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; set; }

    /// <summary>Key of the file.</summary>
    public Guid? ObjectId { get; set; }
}

/// <summary>Reads pages of a bucket as the database's own functions give them, under the rights of the context's caller.</summary>
public interface IFileListing
{
    /// <summary>The entries of a page, in order.</summary>
    Task<IReadOnlyList<ListedEntry>> PageAsync(PeppiDbContext db, PageOfFiles page, CancellationToken cancellationToken);
}
