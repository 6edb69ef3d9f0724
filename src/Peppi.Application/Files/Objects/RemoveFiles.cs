using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Objects;

/// <summary>Removes files; answers with those that were there and that the caller may remove. The others are no error.</summary>
/// <param name="Bucket">Their bucket.</param>
/// <param name="Paths">Their names.</param>
public sealed record RemoveFiles(string Bucket, IReadOnlyList<string> Paths) : ICommand<IReadOnlyList<StoredObject>>, IManagesOwnTransaction
{
    /// <summary>How many at once.</summary>
    public const int AtOnce = 1000;
}

internal sealed class RemoveFilesHandler(PeppiDbContext db) : IHandler<RemoveFiles, IReadOnlyList<StoredObject>>
{
    public async Task<Result<IReadOnlyList<StoredObject>>> Handle(RemoveFiles command, CancellationToken cancellationToken)
    {
        if (command.Paths.Count > RemoveFiles.AtOnce) return FileErrors.InvalidParameter($"At most {RemoveFiles.AtOnce} files are removed at once");
        var names = command.Paths.Select(ObjectNames.Normalize).OfType<string>().Distinct().ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await ObjectRows.BucketAsync(db, command.Bucket, cancellationToken) is null) return FileErrors.NoSuchBucket;
        var seen = await db.Objects.AsNoTracking().Where(file => file.BucketId == command.Bucket && names.Contains(file.Name)).ToListAsync(cancellationToken);
        var ids = seen.ConvertAll(file => file.Id);
        await db.Objects.Where(file => ids.Contains(file.Id)).ExecuteDeleteAsync(cancellationToken);

        // What may be read may not be removable: it is still there.
        var left = await db.Objects.Where(file => ids.Contains(file.Id)).Select(file => file.Id).ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return seen.Where(file => !left.Contains(file.Id)).ToList();
    }
}
