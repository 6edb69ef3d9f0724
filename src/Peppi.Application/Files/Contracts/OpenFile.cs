using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Contracts;

/// <summary>Opens a file, with the caller's own rights.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Path">Its name.</param>
public sealed record OpenFile(string Bucket, string Path) : IQuery<OpenedFile>, IManagesOwnTransaction
{
    /// <summary>Only a file that everybody may read, in a public bucket.</summary>
    public bool Public { get; init; }
}

/// <summary>A file that may be read. Nothing is open yet: its content is asked for when it is known which part is wanted.</summary>
/// <param name="File">Its row.</param>
/// <param name="Store">Where the content stands.</param>
public sealed record OpenedFile(StoredObject File, IBlobStore Store)
{
    /// <summary>The content from a byte on; whoever asks disposes of it. Null where the store has lost it.</summary>
    public Task<Stream?> ReadAsync(long from, CancellationToken cancellationToken) => Store.OpenAsync(File.Sha256, from, cancellationToken);
}

internal sealed class OpenFileHandler(PeppiDbContext db, IBlobStore store) : IHandler<OpenFile, OpenedFile>
{
    public async Task<Result<OpenedFile>> Handle(OpenFile query, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(query.Path) is not { } name) return FileErrors.NoSuchKey;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (query.Public && await ObjectRows.BucketAsync(db, query.Bucket, cancellationToken) is not { Public: true }) return FileErrors.NoSuchBucket;
        var file = await db.Objects.AsNoTracking().SingleOrDefaultAsync(row => row.BucketId == query.Bucket && row.Name == name, cancellationToken);
        return file is null ? FileErrors.NoSuchKey : new OpenedFile(file, store);
    }
}
