using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Buckets;

/// <summary>One bucket.</summary>
/// <param name="Id">Its key.</param>
public sealed record GetBucket(string Id) : IQuery<Bucket>;

internal sealed class GetBucketHandler(PeppiDbContext db) : IHandler<GetBucket, Bucket>
{
    public async Task<Result<Bucket>> Handle(GetBucket query, CancellationToken cancellationToken) =>
        await ObjectRows.BucketAsync(db, query.Id, cancellationToken) is { } bucket ? bucket : FileErrors.NoSuchBucket;
}
