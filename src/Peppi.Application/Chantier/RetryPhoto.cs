using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>Has a photo fetched again that was given up.</summary>
/// <param name="Id">The photo.</param>
public sealed record RetryPhoto(int Id) : ICommand<Done>;

internal sealed class RetryPhotoHandler(PeppiDbContext db, TimeProvider time) : IHandler<RetryPhoto, Done>
{
    public async Task<Result<Done>> Handle(RetryPhoto command, CancellationToken cancellationToken)
    {
        if (await db.ChantierMedia.SingleOrDefaultAsync(media => media.Id == command.Id, cancellationToken) is not { } photo) return SharedErrors.NotFound("photo");
        if (photo.State == MediaStates.Stored) return Done.Value;
        (photo.State, photo.Attempts, photo.NextAttemptAt) = (MediaStates.Pending, 0, time.GetUtcNow());
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
