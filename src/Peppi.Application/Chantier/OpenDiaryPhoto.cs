using Microsoft.EntityFrameworkCore;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>Opens a photo or document of the diary, with the caller's own rights on the row and on the file.</summary>
/// <param name="Id">The photo.</param>
public sealed record OpenDiaryPhoto(int Id) : IQuery<OpenedPhoto>, IManagesOwnTransaction;

/// <summary>A photo that may be read.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="FileName">A name to save it under.</param>
public sealed record OpenedPhoto(Stream Content, string ContentType, string FileName);

internal sealed class OpenDiaryPhotoHandler(PeppiDbContext db, UseCases useCases) : IHandler<OpenDiaryPhoto, OpenedPhoto>
{
    public async Task<Result<OpenedPhoto>> Handle(OpenDiaryPhoto query, CancellationToken cancellationToken)
    {
        ChantierMedia? media;
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
            media = await db.ChantierMedia.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id && row.State == MediaStates.Stored, cancellationToken);
        if (media?.ObjectPath is not { } path) return SharedErrors.NotFound("photo");
        var opened = await useCases.SendAsync(new OpenFile(BuiltInBuckets.Projets, path), cancellationToken);
        if (!opened.Succeeded) return opened.Error;
        return await opened.Value.ReadAsync(0, cancellationToken) is { } content
            ? new OpenedPhoto(content, opened.Value.File.MimeType, media.FileName ?? Path.GetFileName(path))
            : SharedErrors.NotFound("photo");
    }
}
