using Peppi.Application.Files.Intake;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Objects;

/// <summary>Gives a file another name, or another bucket. No byte moves.</summary>
/// <param name="Bucket">Where it stands.</param>
/// <param name="From">Its name.</param>
/// <param name="ToBucket">Where it shall stand.</param>
/// <param name="To">Its new name.</param>
public sealed record MoveFile(string Bucket, string From, string ToBucket, string To) : ICommand<StoredObject>, IManagesOwnTransaction;

internal sealed class MoveFileHandler(PeppiDbContext db, FileIntake intake, TimeProvider time) : IHandler<MoveFile, StoredObject>
{
    public async Task<Result<StoredObject>> Handle(MoveFile command, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(command.To) is not { } name) return FileErrors.InvalidKey(command.To);
        if (ObjectNames.Normalize(command.From) is not { } from) return FileErrors.NoSuchKey;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await ObjectRows.BucketAsync(db, command.Bucket, cancellationToken) is null) return FileErrors.NoSuchBucket;
        if (await ObjectRows.BucketAsync(db, command.ToBucket, cancellationToken) is not { } target) return FileErrors.NoSuchBucket;
        if (await ObjectRows.FindAsync(db, command.Bucket, from, cancellationToken) is not { } file) return FileErrors.NoSuchKey;
        if (intake.Refusal(target, file.MimeType, file.Size) is { } refused) return refused;
        (file.BucketId, file.Name, file.UpdatedAt) = (target.Id, name, time.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return file;
        }
        catch (Exception exception) when (ObjectRows.Refusal(exception, name) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return refusal;
        }
    }
}
