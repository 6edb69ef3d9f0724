using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Files.Intake;
using Peppi.Application.Files.Links;
using Peppi.Application.Persistence;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Uploads;

/// <summary>
/// What the use cases of uploads in parts share. The row says how many bytes are safe: it is written after the disk has them, so that
/// whatever a crash leaves behind that is cut off, and never missed.
/// </summary>
internal sealed class UploadDesk(IBlobStore store, FileIntake intake, IOptions<FilesOptions> options, TimeProvider time)
{
    private const int AtOnce = 256 * 1024;

    // How much work a crash may cost.
    private const long Stride = 16 * 1024 * 1024;

    /// <summary>How long an upload may rest.</summary>
    public TimeSpan Life => TimeSpan.FromHours(options.Value.UploadHours);

    /// <summary>Where an upload stands.</summary>
    public UploadState StateOf(ResumableUpload upload) => new(upload.Id, upload.Received, upload.Length, upload.ExpiresAt);

    /// <summary>The upload, where it is the caller's, goes on, and is the one that his link is for.</summary>
    public async Task<ResumableUpload?> FindAsync(PeppiDbContext db, Guid id, FileLink? link, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var upload = await db.Uploads.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return upload is null || upload.ExpiresAt < time.GetUtcNow() || (link is not null && !IsFor(link, upload)) ? null : upload;
    }

    /// <summary>Gives an upload up, unless somebody is writing to it at this moment.</summary>
    public async Task<Error?> GiveUpAsync(PeppiDbContext db, Guid id, FileLink? link, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, id, link, cancellationToken) is null) return FileErrors.UploadNotFound;
        await using var file = store.Stage(id);
        if (file is null) return FileErrors.UploadLocked;
        await ForgetAsync(db, id, cancellationToken);
        return null;
    }

    /// <summary>Forgets an upload and its parts.</summary>
    public async Task ForgetAsync(PeppiDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.Uploads.Where(upload => upload.Id == id).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        store.Discard(id);
    }

    /// <summary>Adds a part, and ends the upload when it is whole.</summary>
    public async Task<Result<UploadState>> AppendAsync(PeppiDbContext db, Guid id, long offset, Stream part, FileLink? link, CancellationToken cancellationToken)
    {
        // Nobody touches the part of an upload that is not for him to know.
        if (await FindAsync(db, id, link, cancellationToken) is null) return FileErrors.UploadNotFound;
        await using var file = store.Stage(id);
        if (file is null) return FileErrors.UploadLocked;

        // Read again behind the lock: whoever held it before has said how far he came. A part without an upload is swept away.
        if (await FindAsync(db, id, link, cancellationToken) is not { } upload) return FileErrors.UploadNotFound;
        if (upload.FinishedAt is null && file.Content.Length < upload.Received)
        {
            // The disk has less than it promised: what is gone must come again, and nothing is made up in its place.
            file.Content.Position = file.Content.Length;
            await NoteAsync(db, upload, file);
            return FileErrors.UploadOffsetMismatch;
        }

        if (offset != upload.Received) return FileErrors.UploadOffsetMismatch;
        if (upload.FinishedAt is not null) return StateOf(upload);
        if (upload.Received < upload.Length && await ReceiveAsync(db, upload, file, part, cancellationToken) is { } fault) return fault;
        return upload.Received < upload.Length ? StateOf(upload) : await FinishAsync(db, upload, file, cancellationToken);
    }

    // A link that was good when the upload began is good until the upload ends.
    private static bool IsFor(FileLink link, ResumableUpload upload) => link.Bucket == upload.BucketId && link.Path == upload.Name && upload.CreatedAt <= link.Expires;

    private async Task<Error?> ReceiveAsync(PeppiDbContext db, ResumableUpload upload, IPartFile file, Stream part, CancellationToken cancellationToken)
    {
        // Longer it may be, by what came before a crash; never shorter.
        file.Content.SetLength(upload.Received);
        file.Content.Position = upload.Received;
        var buffer = ArrayPool<byte>.Shared.Rent(AtOnce);
        try
        {
            int read;
            while ((read = await part.ReadAtLeastAsync(buffer.AsMemory(0, AtOnce), AtOnce, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                if (file.Content.Position + read > upload.Length) return FileErrors.EntityTooLarge;
                await file.Content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                if (file.Content.Position - upload.Received >= Stride) await NoteAsync(db, upload, file);
            }
        }
        finally
        {
            // Also when the line broke: what has come need not come again.
            ArrayPool<byte>.Shared.Return(buffer);
            if (file.Content.Position > upload.Received) await NoteAsync(db, upload, file);
        }

        return null;
    }

    // Not to be cancelled: it is short, and whoever hung up wants it most.
    private async Task NoteAsync(PeppiDbContext db, ResumableUpload upload, IPartFile file)
    {
        file.Flush();
        (upload.Received, upload.ExpiresAt) = (file.Content.Position, time.GetUtcNow() + Life);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await db.Uploads.Where(row => row.Id == upload.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Received, upload.Received).SetProperty(row => row.ExpiresAt, upload.ExpiresAt), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task<Result<UploadState>> FinishAsync(PeppiDbContext db, ResumableUpload upload, IPartFile file, CancellationToken cancellationToken)
    {
        Bucket? bucket;
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
            bucket = await ObjectRows.BucketAsync(db, upload.BucketId, cancellationToken);
        var taken = bucket is null ? FileErrors.NoSuchBucket : await intake.TakeWholeAsync(file, upload.ContentType, bucket, cancellationToken);
        var terms = new PutTerms(upload.Upsert, upload.CacheControl, upload.UserMetadata, upload.OwnerId);
        var now = time.GetUtcNow();
        var put = !taken.Succeeded ? taken.Error : await ObjectRows.PutNowAsync(db, upload.BucketId, upload.Name, taken.Value, terms, now, cancellationToken,
            also: async () => await db.Uploads.Where(row => row.Id == upload.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, now), cancellationToken) == 1 ? null : FileErrors.UploadNotFound);
        if (!put.Succeeded)
        {
            await ForgetAsync(db, upload.Id, CancellationToken.None);
            return put.Error;
        }

        store.Discard(upload.Id);
        return StateOf(upload);
    }
}
