namespace Peppi.Application.Shared;

/// <summary>
/// Keeps files under paths such as <c>reports/12/finance-20261122-7f3a91c2.pdf</c>: segments of letters, digits, dots, hyphens and
/// underscores. A path begins with resource and project and never holds a person's words.
/// </summary>
public interface IFileStore
{
    /// <summary>Keeps a file; when this returns it survives a power cut. A file of that path is replaced as a whole.</summary>
    Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading; null where there is none.</summary>
    Task<Stream?> OpenAsync(string path, CancellationToken cancellationToken);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    Task RemoveAsync(string path, CancellationToken cancellationToken);
}
