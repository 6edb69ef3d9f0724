using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Intake;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Contracts;

/// <summary>
/// Keeps a file for a module, as background work whoever calls: content and row in one go. Bringing the same content under the same name
/// again changes nothing and answers the same, so that whoever was interrupted may simply repeat it.
/// </summary>
/// <param name="Bucket">The bucket, usually <see cref="BuiltInBuckets.Projets"/>.</param>
/// <param name="Path">
/// The name in it. In a bucket of modules <c>resource/project/…</c>: <c>chantier/12/2026-11-22/photo.jpg</c>; a word in place of the number
/// (<c>chantier/a-trier/…</c>) is for what belongs to no project.
/// </param>
/// <param name="Content">The bytes, read once from where it stands; a file's stream for what lies on the disk.</param>
public sealed record KeepFile(string Bucket, string Path, Stream Content) : ICommand<KeptFile>, IManagesOwnTransaction
{
    /// <summary>What the sender says it is; what the content shows decides.</summary>
    public string? ContentType { get; init; }

    /// <summary>The person whose it is.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Whether another content under this name is replaced; else it is refused.</summary>
    public bool Replace { get; init; }

    /// <summary>What caches may do with it.</summary>
    public string CacheControl { get; init; } = "no-cache";

    /// <summary>What to note about it (JSON object).</summary>
    public string? Metadata { get; init; }
}

/// <summary>A file that is kept.</summary>
/// <param name="Id">Key of its row.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Path">Its name, normalised.</param>
/// <param name="Size">Bytes as served.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Sha256">SHA-256 of what is served.</param>
/// <param name="SentSha256">SHA-256 of what was brought: another one where EXIF data was taken out.</param>
public sealed record KeptFile(Guid Id, string Bucket, string Path, long Size, string ContentType, string Sha256, string SentSha256)
{
    /// <summary>When a photo was taken, by the camera's clock.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>Where a photo was taken, degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>Where a photo was taken, degrees east.</summary>
    public double? Longitude { get; init; }
}

internal sealed class KeepFileHandler(FileIntake intake, CallerScopes scopes, TimeProvider time) : IHandler<KeepFile, KeptFile>
{
    public async Task<Result<KeptFile>> Handle(KeepFile command, CancellationToken cancellationToken)
    {
        if (ObjectNames.Normalize(command.Path) is not { } name) return FileErrors.InvalidKey(command.Path);
        var bucket = await InJobsAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            return await ObjectRows.BucketAsync(db, command.Bucket, cancellationToken);
        });
        if (bucket is null) return FileErrors.NoSuchBucket;
        var taken = await intake.TakeAsync(command.Content, command.ContentType, bucket, cancellationToken);
        if (!taken.Succeeded) return taken.Error;

        var terms = new PutTerms(command.Replace, command.CacheControl, command.Metadata, command.OwnerId);
        var put = await InJobsAsync(db => ObjectRows.PutNowAsync(db, bucket.Id, name, taken.Value, terms, time.GetUtcNow(), cancellationToken));
        if (put.Error == FileErrors.KeyAlreadyExists && await SameAsync(bucket.Id, name, taken.Value, cancellationToken) is { } same) put = same;
        if (!put.Succeeded) return put.Error;
        var file = put.Value;
        return new KeptFile(file.Id, file.BucketId, file.Name, file.Size, file.MimeType, file.Sha256, file.SentSha256)
        {
            TakenAt = taken.Value.Facts?.TakenAt,
            Latitude = taken.Value.Facts?.Latitude,
            Longitude = taken.Value.Facts?.Longitude,
        };
    }

    private Task<StoredObject?> SameAsync(string bucket, string name, TakenFile taken, CancellationToken cancellationToken) => InJobsAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await db.Objects.AsNoTracking().SingleOrDefaultAsync(
            file => file.BucketId == bucket && file.Name == name && file.SentSha256 == taken.SentSha256, cancellationToken);
    });

    private Task<T> InJobsAsync<T>(Func<PeppiDbContext, Task<T>> work) =>
        scopes.RunAsync(Caller.Jobs, services => work(services.GetRequiredService<PeppiDbContext>()));
}
