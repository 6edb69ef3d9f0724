using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Buckets;

/// <summary>The buckets that the caller may know of.</summary>
/// <param name="Search">Only those whose name contains this.</param>
/// <param name="SortColumn"><c>id</c>, <c>name</c>, <c>created_at</c> or <c>updated_at</c>.</param>
/// <param name="Descending">From the end.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Offset">After so many.</param>
public sealed record ListBuckets(string? Search, string? SortColumn, bool Descending, int? Limit, int? Offset) : IQuery<IReadOnlyList<Bucket>>;

internal sealed class ListBucketsHandler(PeppiDbContext db) : IHandler<ListBuckets, IReadOnlyList<Bucket>>
{
    public async Task<Result<IReadOnlyList<Bucket>>> Handle(ListBuckets query, CancellationToken cancellationToken)
    {
        var buckets = db.Buckets.AsNoTracking();
        if (query.Search is { Length: > 0 } search)
        {
            var wanted = search.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // PostgreSQL lowers it, in its own culture
            buckets = buckets.Where(bucket => bucket.Name.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862 // as above
        }

        var sorted = (query.SortColumn, query.Descending) switch
        {
            ("created_at", false) => buckets.OrderBy(bucket => bucket.CreatedAt),
            ("created_at", true) => buckets.OrderByDescending(bucket => bucket.CreatedAt),
            ("updated_at", false) => buckets.OrderBy(bucket => bucket.UpdatedAt),
            ("updated_at", true) => buckets.OrderByDescending(bucket => bucket.UpdatedAt),
            (null or "id" or "name", true) => buckets.OrderByDescending(bucket => bucket.Id),
            (null or "id" or "name", false) => buckets.OrderBy(bucket => bucket.Id),
            _ => null,
        };
        if (sorted is null) return FileErrors.InvalidParameter("sortColumn is id, name, created_at or updated_at");
        return await sorted.Skip(Math.Max(query.Offset ?? 0, 0)).Take(Math.Clamp(query.Limit ?? 1000, 1, 1000)).ToListAsync(cancellationToken);
    }
}
