using Microsoft.EntityFrameworkCore;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>Opens a photo of the diary small, for a page that shows many, with the caller's own rights on the row and on the file.</summary>
/// <param name="Id">The photo.</param>
public sealed record OpenDiaryThumbnail(int Id) : IQuery<OpenedPhoto>, IManagesOwnTransaction;

internal sealed class OpenDiaryThumbnailHandler(PeppiDbContext db, UseCases useCases) : IHandler<OpenDiaryThumbnail, OpenedPhoto>
{
    // Twice what the page gives it, for screens that have the pixels.
    private static readonly ImageTransform Small = new(320, 240, Quality: 70, Format: "webp");

    public async Task<Result<OpenedPhoto>> Handle(OpenDiaryThumbnail query, CancellationToken cancellationToken)
    {
        ChantierMedia? media;
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
            media = await db.ChantierMedia.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id && row.State == MediaStates.Stored, cancellationToken);
        if (media?.ObjectPath is not { } path) return SharedErrors.NotFound("photo");
        var opened = await useCases.SendAsync(new OpenImage(BuiltInBuckets.Projets, path, Small), cancellationToken);
        if (opened.Succeeded) return new OpenedPhoto(new MemoryStream(opened.Value.Content, writable: false), opened.Value.ContentType, Path.GetFileName(path));

        // One that is not drawn small is shown as it is.
        return opened.Error.Kind == ErrorKind.NotFound ? SharedErrors.NotFound("photo") : await useCases.SendAsync(new OpenDiaryPhoto(query.Id), cancellationToken);
    }
}
