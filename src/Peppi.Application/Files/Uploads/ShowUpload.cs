using Peppi.Application.Files.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Uploads;

/// <summary>Where an upload stands. One that is whole, and whose end a crash cut off, is ended now.</summary>
/// <param name="Id">The upload.</param>
/// <param name="Link">The link that the sender holds, where he acts by one.</param>
public sealed record ShowUpload(Guid Id, FileLink? Link) : ICommand<UploadState>, IManagesOwnTransaction;

internal sealed class ShowUploadHandler(PeppiDbContext db, UploadDesk desk) : IHandler<ShowUpload, UploadState>
{
    public async Task<Result<UploadState>> Handle(ShowUpload command, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(db, command.Id, command.Link, cancellationToken) is not { } upload) return FileErrors.UploadNotFound;
        return upload.FinishedAt is not null || upload.Received < upload.Length
            ? desk.StateOf(upload)
            : await desk.AppendAsync(db, upload.Id, upload.Received, Stream.Null, command.Link, cancellationToken);
    }
}
