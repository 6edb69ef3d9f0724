using Peppi.Application.Files.Intake;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Objects;

/// <summary>Lets another name stand for the same content. No byte is copied.</summary>
/// <param name="Bucket">Where the file stands.</param>
/// <param name="From">Its name.</param>
/// <param name="ToBucket">Where the copy shall stand.</param>
/// <param name="To">The copy's name.</param>
public sealed record CopyFile(string Bucket, string From, string ToBucket, string To) : ICommand<StoredObject>, IManagesOwnTransaction
{
    /// <summary>Whether it replaces what stands there.</summary>
    public bool Upsert { get; init; }

    /// <summary>Whether what the owner noted about it goes along.</summary>
    public bool WithMetadata { get; init; } = true;
}

internal sealed class CopyFileHandler(PeppiDbContext db, FileIntake intake, CallerContext caller, TimeProvider time) : IHandler<CopyFile, StoredObject>
{
    public async Task<Result<StoredObject>> Handle(CopyFile command, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(command.To) is not { } name) return FileErrors.InvalidKey(command.To);
        if (ObjectNames.Normalize(command.From) is not { } from) return FileErrors.NoSuchKey;
        TakenFile taken;
        StoredObject? file;
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (await ObjectRows.BucketAsync(db, command.Bucket, cancellationToken) is null) return FileErrors.NoSuchBucket;
            if (await ObjectRows.BucketAsync(db, command.ToBucket, cancellationToken) is not { } target) return FileErrors.NoSuchBucket;
            file = await ObjectRows.FindAsync(db, command.Bucket, from, cancellationToken);
            if (file is null) return FileErrors.NoSuchKey;
            if (intake.Refusal(target, file.MimeType, file.Size) is { } refused) return refused;
            taken = new TakenFile(file.Sha256, file.SentSha256, file.Size, file.MimeType, null);
            db.ChangeTracker.Clear();
        }

        var terms = new PutTerms(command.Upsert, file.CacheControl, command.WithMetadata ? file.UserMetadata : null, caller.Current.UserId);
        return await ObjectRows.PutNowAsync(db, command.ToBucket, name, taken, terms, time.GetUtcNow(), cancellationToken);
    }
}
