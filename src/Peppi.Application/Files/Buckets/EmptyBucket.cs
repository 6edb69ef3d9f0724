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
    private const int AtOnce = 5000;

    public async Task<Result<int>> Handle(EmptyBucket command, CancellationToken cancellationToken)
    {
        // In pieces: one statement over a million rows would hold all of them, and lose all of its work with the line.
        var removed = 0;
        for (var whole = false; ;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await ObjectRows.BucketAsync(db, command.Id, cancellationToken) is null) return FileErrors.NoSuchBucket;
            var all = db.Objects.Where(file => file.BucketId == command.Id);
            var ids = all.OrderBy(file => file.Name).Select(file => file.Id).Take(AtOnce);
            var gone = await (whole ? all : all.Where(file => ids.Contains(file.Id))).ExecuteDeleteAsync(cancellationToken);
            removed += gone;
            if (whole && removed == 0 && await all.AnyAsync(cancellationToken)) return FileErrors.AccessDenied;
            await transaction.CommitAsync(cancellationToken);
            if (whole) return removed;

            // Those that come first may be there to stay, for this caller: the rest goes at once.
            whole = gone == 0;
        }
    }
}
