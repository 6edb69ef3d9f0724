using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Buckets;

/// <summary>Changes what a bucket takes.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Terms">What it takes from now on.</param>
public sealed record UpdateBucket(string Id, BucketTerms Terms) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class UpdateBucketHandler(PeppiDbContext db, TimeProvider time) : IHandler<UpdateBucket, Done>
{
    public async Task<Result<Done>> Handle(UpdateBucket command, CancellationToken cancellationToken)
    {
        if (command.Terms.Fault() is { } fault) return fault;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Buckets.SingleOrDefaultAsync(bucket => bucket.Id == command.Id, cancellationToken) is not { } bucket) return FileErrors.NoSuchBucket;
        bucket.Public = command.Terms.Public ?? bucket.Public;
        if (!command.Terms.KeepsLimit) bucket.FileSizeLimit = command.Terms.FileSizeLimit;
        if (!command.Terms.KeepsTypes) bucket.AllowedMimeTypes = command.Terms.AllowedMimeTypes?.ToList();
        bucket.UpdatedAt = time.GetUtcNow();
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return Done.Value;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return FileErrors.AccessDenied;
        }
    }
}
