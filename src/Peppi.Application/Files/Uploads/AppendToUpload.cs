using Peppi.Application.Files.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Uploads;

/// <summary>Adds a part to an upload; with the last one the file stands in its bucket.</summary>
/// <param name="Id">The upload.</param>
/// <param name="Offset">Where the part begins.</param>
/// <param name="Part">Its bytes.</param>
/// <param name="Link">The link that the sender holds, where he acts by one.</param>
public sealed record AppendToUpload(Guid Id, long Offset, Stream Part, FileLink? Link) : ICommand<UploadState>, IManagesOwnTransaction;

internal sealed class AppendToUploadHandler(PeppiDbContext db, UploadDesk desk) : IHandler<AppendToUpload, UploadState>
{
    public Task<Result<UploadState>> Handle(AppendToUpload command, CancellationToken cancellationToken) =>
        desk.AppendAsync(db, command.Id, command.Offset, command.Part, command.Link, cancellationToken);
}
