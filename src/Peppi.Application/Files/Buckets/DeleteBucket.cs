using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Buckets;

/// <summary>Deletes an empty bucket.</summary>
/// <param name="Id">Its key.</param>
public sealed record DeleteBucket(string Id) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class DeleteBucketHandler(PeppiDbContext db) : IHandler<DeleteBucket, Done>
{
    public async Task<Result<Done>> Handle(DeleteBucket command, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await ObjectRows.BucketAsync(db, command.Id, cancellationToken) is null) return FileErrors.NoSuchBucket;
        try
        {
            if (await db.Buckets.Where(bucket => bucket.Id == command.Id).ExecuteDeleteAsync(cancellationToken) == 0) return FileErrors.AccessDenied;
        }
        catch (Exception exception) when (DatabaseErrors.From(exception) is { Code: "23503" })
        {
            // Also files that the caller cannot see.
            return FileErrors.ResourceNotEmpty;
        }

        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
