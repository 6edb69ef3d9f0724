using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Objects;

/// <summary>A page of a bucket: what of it the caller may see.</summary>
/// <param name="Page">Which page.</param>
public sealed record ListFiles(PageOfFiles Page) : IQuery<IReadOnlyList<FileEntry>>;

/// <summary>An entry of a page.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="File">Its row; null for a folder.</param>
public sealed record FileEntry(string Name, StoredObject? File);

internal sealed class ListFilesHandler(PeppiDbContext db, IFileListing listing) : IHandler<ListFiles, IReadOnlyList<FileEntry>>
{
    private static readonly string[] Sortable = ["name", "created_at", "updated_at", "last_accessed_at"];

    public async Task<Result<IReadOnlyList<FileEntry>>> Handle(ListFiles query, CancellationToken cancellationToken)
    {
        var page = query.Page;
        if (ObjectNames.NormalizePrefix(page.Prefix) is not { } prefix) return FileErrors.InvalidKey(page.Prefix);
        if (!Sortable.Contains(page.SortColumn)) return FileErrors.InvalidParameter($"Files are sorted by {string.Join(", ", Sortable)}");
        if (page.Skip < 0) return FileErrors.InvalidParameter("offset is not below 0");
        var entries = await listing.PageAsync(db, page with { Prefix = prefix }, cancellationToken);
        var ids = entries.Where(entry => entry.ObjectId is not null).Select(entry => entry.ObjectId!.Value).ToList();
        var files = await db.Objects.AsNoTracking().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancellationToken);
        return entries.Select(entry => new FileEntry(entry.Entry, entry.ObjectId is { } id ? files.GetValueOrDefault(id) : null))
            .Where((entry, at) => entries[at].IsFolder || entry.File is not null).ToList();
    }
}
