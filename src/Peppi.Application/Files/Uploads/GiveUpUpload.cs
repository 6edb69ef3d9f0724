using Peppi.Application.Files.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Uploads;

/// <summary>Gives an upload up and forgets its parts. A file that stands in its bucket already stays there.</summary>
/// <param name="Id">The upload.</param>
/// <param name="Link">The link that the sender holds, where he acts by one.</param>
public sealed record GiveUpUpload(Guid Id, FileLink? Link) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class GiveUpUploadHandler(PeppiDbContext db, UploadDesk desk) : IHandler<GiveUpUpload, Done>
{
    public async Task<Result<Done>> Handle(GiveUpUpload command, CancellationToken cancellationToken)
    {
        return await desk.GiveUpAsync(db, command.Id, command.Link, cancellationToken) is { } refusal ? refusal : Done.Value;
    }
}
