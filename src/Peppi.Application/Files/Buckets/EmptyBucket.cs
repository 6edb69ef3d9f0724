using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Buckets;

/// <summary>Removes every file of a bucket that the caller may remove; how many.</summary>
/// <param name="Id">Its key.</param>
public sealed record EmptyBucket(string Id) : ICommand<int>, IManagesOwnTransaction;

internal sealed class EmptyBucketHandler(PeppiDbContext db) : IHandler<EmptyBucket, int>
{
    public async Task<Result<int>> Handle(EmptyBucket command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await ObjectRows.BucketAsync(db, command.Id, cancellationToken) is null) return FileErrors.NoSuchBucket;
        var removed = await db.Objects.Where(file => file.BucketId == command.Id).ExecuteDeleteAsync(cancellationToken);
        if (removed == 0 && await db.Objects.AnyAsync(file => file.BucketId == command.Id, cancellationToken)) return FileErrors.AccessDenied;
        await transaction.CommitAsync(cancellationToken);
        return removed;
    }
}
