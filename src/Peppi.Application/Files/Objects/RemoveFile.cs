using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Objects;

/// <summary>Removes one file.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Path">Its name.</param>
public sealed record RemoveFile(string Bucket, string Path) : ICommand<StoredObject>, IManagesOwnTransaction;

internal sealed class RemoveFileHandler(UseCases useCases) : IHandler<RemoveFile, StoredObject>
{
    public async Task<Result<StoredObject>> Handle(RemoveFile command, CancellationToken cancellationToken)
    {
        var removed = await useCases.SendAsync(new RemoveFiles(command.Bucket, [command.Path]), cancellationToken);
        return !removed.Succeeded ? removed.Error : removed.Value.Count == 0 ? FileErrors.NoSuchKey : removed.Value[0];
    }
}
