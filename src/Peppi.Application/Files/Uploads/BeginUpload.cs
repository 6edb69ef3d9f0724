using Peppi.Application.Files.Intake;
using Peppi.Application.Files.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Uploads;

/// <summary>Begins an upload in parts. Whether the caller may put the file is asked now, and again at the end.</summary>
/// <param name="Bucket">Where it will stand.</param>
/// <param name="Path">Under which name.</param>
/// <param name="Length">How many bytes it will have.</param>
public sealed record BeginUpload(string Bucket, string Path, long Length) : ICommand<UploadState>, IManagesOwnTransaction
{
    /// <summary>Whether it replaces what stands there.</summary>
    public bool Upsert { get; init; }

    /// <summary>What the sender says it is.</summary>
    public string? ContentType { get; init; }

    /// <summary>What caches may do with it.</summary>
    public string CacheControl { get; init; } = "no-cache";

    /// <summary>What the sender notes about it (JSON object).</summary>
    public string? Metadata { get; init; }

    /// <summary>The first part, where it comes along.</summary>
    public Stream? First { get; init; }

    /// <summary>The link that the sender holds, where he acts by one.</summary>
    public FileLink? Link { get; init; }
}

/// <summary>Where an upload stands.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Received">How many bytes are safe.</param>
/// <param name="Length">How many it will be.</param>
/// <param name="Expires">When it is given up.</param>
public sealed record UploadState(Guid Id, long Received, long Length, DateTimeOffset Expires);

internal sealed class BeginUploadHandler(PeppiDbContext db, FileIntake intake, UploadDesk desk, CallerContext caller, TimeProvider time) : IHandler<BeginUpload, UploadState>
{
    public async Task<Result<UploadState>> Handle(BeginUpload command, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(command.Path) is not { } name) return FileErrors.InvalidKey(command.Path);
        if (command.Length < 0) return FileErrors.InvalidRequest;
        var now = time.GetUtcNow();
        var terms = new PutTerms(command.Upsert, command.CacheControl, command.Metadata, caller.Current.UserId);
        var bucket = await ObjectRows.TryAsync(db, command.Bucket, name, terms, now, cancellationToken);
        if (!bucket.Succeeded) return bucket.Error;
        if (command.Length > intake.LimitOf(bucket.Value)) return FileErrors.EntityTooLarge;

        var upload = new ResumableUpload
        {
            Id = Guid.CreateVersion7(now),
            BucketId = bucket.Value.Id,
            Name = name,
            OwnerId = caller.Current.UserId,
            Length = command.Length,
            Upsert = command.Upsert,
            ContentType = command.ContentType,
            CacheControl = command.CacheControl,
            UserMetadata = command.Metadata,
            CreatedAt = now,
            ExpiresAt = now + desk.Life,
        };
        db.Uploads.Add(upload);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return command.First is null && command.Length > 0
            ? desk.StateOf(upload)
            : await desk.AppendAsync(db, upload.Id, 0, command.First ?? Stream.Null, command.Link, cancellationToken);
    }
}
