using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Files.Images;
using Peppi.Application.Files.Uploads;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Upkeep;

/// <summary>
/// Removes what no file stands for: contents whose row never came or has gone, uploads that were given up, parts that a crash left. A
/// content that somebody has just brought is left alone for a while.
/// </summary>
public sealed record SweepFiles : ICommand<Swept>, IManagesOwnTransaction;

/// <summary>What was removed.</summary>
/// <param name="Contents">Contents.</param>
/// <param name="Uploads">Uploads in parts.</param>
/// <param name="Parts">Part files.</param>
public sealed record Swept(int Contents, int Uploads, int Parts);

internal sealed class SweepFilesHandler(PeppiDbContext db, IBlobStore store, IImageRenderer images, UploadDesk desk, IOptions<FilesOptions> options, TimeProvider time) : IHandler<SweepFiles, Swept>
{
    private const int AtOnce = 1000;

    public async Task<Result<Swept>> Handle(SweepFiles command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now.AddHours(-options.Value.SweepAfterHours);
        var expired = await ReadAsync(() => db.Uploads.Where(upload => upload.ExpiresAt < now).Select(upload => upload.Id).ToListAsync(cancellationToken), cancellationToken);
        foreach (var upload in expired) await desk.ForgetAsync(db, upload, cancellationToken);
        var going = await ReadAsync(() => db.Uploads.Select(upload => upload.Id).ToListAsync(cancellationToken), cancellationToken);

        var contents = 0;
        while (true)
        {
            var orphans = await ReadAsync(() => db.Blobs.Where(blob => blob.TouchedAt < before && !db.Objects.Any(file => file.Sha256 == blob.Sha256))
                .OrderBy(blob => blob.TouchedAt).Select(blob => blob.Sha256).Take(AtOnce).ToListAsync(cancellationToken), cancellationToken);
            var removed = 0;
            foreach (var sha256 in orphans) removed += await RemoveAsync(sha256, before, cancellationToken);
            contents += removed;
            if (orphans.Count < AtOnce || removed == 0) break;
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            await db.FileFacts.Where(facts => facts.CreatedAt < before && !db.Objects.Any(file => file.SentSha256 == facts.SentSha256)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return new Swept(contents, expired.Count, store.SweepParts(before, going.ToHashSet()));
    }

    // Row first, then the content, then the commit: whoever brings the same content at this moment waits at the row, and brings it anew.
    private async Task<int> RemoveAsync(string sha256, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var gone = await db.Blobs.Where(blob => blob.Sha256 == sha256 && blob.TouchedAt < before && !db.Objects.Any(file => file.Sha256 == sha256)).ExecuteDeleteAsync(cancellationToken);

        // Somebody let another name stand for it between the look and the lock: from here on nobody can, so a second look is the last.
        if (gone == 0 || await db.Objects.AnyAsync(file => file.Sha256 == sha256, cancellationToken)) return 0;
        await store.RemoveAsync(sha256, cancellationToken);
        images.Forget(sha256);
        await transaction.CommitAsync(cancellationToken);
        return gone;
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await read();
    }
}
