using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Files.Intake;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files;

/// <summary>What is said about a file besides its content.</summary>
/// <param name="Upsert">Whether it replaces what stands under its name.</param>
/// <param name="CacheControl">What caches may do with it.</param>
/// <param name="Metadata">What its sender notes about it (JSON object).</param>
/// <param name="Owner">Whose it is.</param>
internal sealed record PutTerms(bool Upsert, string CacheControl, string? Metadata, Guid? Owner);

/// <summary>The rows of files, each written under its writer's own rights: PostgreSQL decides.</summary>
internal static class ObjectRows
{
    private const int Tries = 3;

    // Stands for a content where only the right to bring one is asked; it never reaches a commit.
    private static readonly TakenFile Nothing = new(new string('0', 64), new string('0', 64), 0, MediaTypes.Unknown, null);

    /// <summary>The bucket, as far as the caller may know of it.</summary>
    public static Task<Bucket?> BucketAsync(PeppiDbContext db, string id, CancellationToken cancellationToken) =>
        db.Buckets.AsNoTracking().SingleOrDefaultAsync(bucket => bucket.Id == id, cancellationToken);

    /// <summary>The file, as far as the caller may know of it.</summary>
    public static Task<StoredObject?> FindAsync(PeppiDbContext db, string bucket, string name, CancellationToken cancellationToken) =>
        db.Objects.SingleOrDefaultAsync(file => file.BucketId == bucket && file.Name == name, cancellationToken);

    /// <summary>The bucket, where the caller may put a file of that name into it now: tried, and taken back.</summary>
    public static async Task<Result<Bucket>> TryAsync(PeppiDbContext db, string bucket, string name, PutTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var time = 1; ; time++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await BucketAsync(db, bucket, cancellationToken) is not { } found) return FileErrors.NoSuchBucket;
            var put = await PutAsync(db, bucket, name, Nothing, terms, now, cancellationToken);
            db.ChangeTracker.Clear();
            if (put.Succeeded) return found;
            if (!IsRace(put.Error, terms, time)) return Told(put.Error, terms);
        }
    }

    /// <summary>Puts a file into a bucket, in a transaction of its own.</summary>
    /// <param name="db">The database as the writer may see it.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="name">The name in it, normalised.</param>
    /// <param name="taken">The content, which stands in the store.</param>
    /// <param name="terms">What else is said about it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="also">What becomes true with it, or not at all; why it cannot.</param>
    public static async Task<Result<StoredObject>> PutNowAsync(
        PeppiDbContext db, string bucket, string name, TakenFile taken, PutTerms terms, DateTimeOffset now, CancellationToken cancellationToken, Func<Task<Error?>>? also = null)
    {
        for (var time = 1; ; time++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var put = await PutAsync(db, bucket, name, taken, terms, now, cancellationToken);
            if (!put.Succeeded && IsRace(put.Error, terms, time)) continue;
            if (!put.Succeeded) return Told(put.Error, terms);
            if (also is not null && await also() is { } refusal)
            {
                db.ChangeTracker.Clear();
                return refusal;
            }

            await transaction.CommitAsync(cancellationToken);
            return put;
        }
    }

    /// <summary>What the database's refusal of a file means.</summary>
    public static Error? Refusal(Exception exception, string name) => exception switch
    {
        DbUpdateConcurrencyException => FileErrors.AccessDenied,
        DbUpdateException { InnerException: DbException { SqlState: "23503" } inner } when inner.Message.Contains("fk_objects_buckets", StringComparison.Ordinal) => FileErrors.NoSuchBucket,
        _ => DatabaseErrors.From(exception)?.Code switch
        {
            "42501" => FileErrors.AccessDenied,
            "23505" => FileErrors.KeyAlreadyExists,
            "23514" or "23503" => FileErrors.InvalidKey(name),
            _ => null,
        },
    };

    // Somebody else brought or took the file between our look and our word: the next look sees what he did.
    private static bool IsRace(Error refusal, PutTerms terms, int time) => terms.Upsert && time < Tries && (refusal == FileErrors.KeyAlreadyExists || refusal == FileErrors.AccessDenied);

    // Told to replace it, and however often one looks it cannot be seen: it is somebody else's.
    private static Error Told(Error refusal, PutTerms terms) => terms.Upsert && refusal == FileErrors.KeyAlreadyExists ? FileErrors.AccessDenied : refusal;

    private static async Task<Result<StoredObject>> PutAsync(
        PeppiDbContext db, string bucket, string name, TakenFile taken, PutTerms terms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var file = await FindAsync(db, bucket, name, cancellationToken);
        if (file is not null && !terms.Upsert) return FileErrors.KeyAlreadyExists;
        if (file is null)
        {
            file = new StoredObject { Id = Guid.CreateVersion7(now), BucketId = bucket, Name = name, MimeType = taken.MimeType, Sha256 = taken.Sha256, SentSha256 = taken.SentSha256, OwnerId = terms.Owner, CreatedAt = now };
            db.Objects.Add(file);
        }

        (file.MimeType, file.Sha256, file.SentSha256, file.Size) = (taken.MimeType, taken.Sha256, taken.SentSha256, taken.Size);
        (file.CacheControl, file.UserMetadata, file.Version, file.UpdatedAt) = (terms.CacheControl, terms.Metadata, Guid.CreateVersion7(now), now);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return file;
        }
        catch (Exception exception) when (Refusal(exception, name) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return refusal;
        }
    }
}
