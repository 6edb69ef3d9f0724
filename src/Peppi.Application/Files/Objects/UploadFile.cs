using Peppi.Application.Files.Intake;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Objects;

/// <summary>Puts a file into a bucket, with the caller's rights. They are asked before the first byte is read, and again when the row is written.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Path">Its name there.</param>
public sealed record UploadFile(string Bucket, string Path) : ICommand<StoredObject>, IManagesOwnTransaction
{
    /// <summary>The content, opened when the right to bring it is known; null where the request holds none.</summary>
    public required Func<CancellationToken, Task<Incoming?>> Open { get; init; }

    /// <summary>Whether it replaces what stands there.</summary>
    public bool Upsert { get; init; }

    /// <summary>How many bytes it will be, where that is known.</summary>
    public long? Length { get; init; }
}

/// <summary>A content on its way in, and what came with it.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">What the sender says it is.</param>
/// <param name="CacheControl">What caches may do with it.</param>
/// <param name="Metadata">What the sender notes about it (JSON object).</param>
public sealed record Incoming(Stream Content, string? ContentType, string CacheControl, string? Metadata);

internal sealed class UploadFileHandler(PeppiDbContext db, FileIntake intake, CallerContext caller, TimeProvider time) : IHandler<UploadFile, StoredObject>
{
    public async Task<Result<StoredObject>> Handle(UploadFile command, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(command.Path) is not { } name) return FileErrors.InvalidKey(command.Path);
        var terms = new PutTerms(command.Upsert, "no-cache", null, caller.Current.UserId);
        var bucket = await ObjectRows.TryAsync(db, command.Bucket, name, terms, time.GetUtcNow(), cancellationToken);
        if (!bucket.Succeeded) return bucket.Error;
        if (command.Length > intake.LimitOf(bucket.Value)) return FileErrors.EntityTooLarge;

        if (await command.Open(cancellationToken) is not { } incoming) return FileErrors.InvalidRequest;
        var taken = await intake.TakeAsync(incoming.Content, incoming.ContentType, bucket.Value, cancellationToken);
        if (!taken.Succeeded) return taken.Error;
        return await ObjectRows.PutNowAsync(
            db, bucket.Value.Id, name, taken.Value, terms with { CacheControl = incoming.CacheControl, Metadata = incoming.Metadata }, time.GetUtcNow(), cancellationToken);
    }
}
