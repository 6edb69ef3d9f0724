namespace Peppi.Application.Files;

/// <summary>
/// Keeps contents under their SHA-256: a folder, or an S3-compatible service. Which content stands for which file, and who may read it,
/// only the database knows.
/// </summary>
public interface IBlobStore
{
    /// <summary>An empty file beside the store that vanishes when disposed: an upload is written there and looked at before it is kept.</summary>
    IPartFile Stage();

    /// <summary>The part file of an upload that goes on later; made where there is none, kept when disposed. Null while somebody else writes to it.</summary>
    IPartFile? Stage(Guid upload);

    /// <summary>Removes the part file of an upload.</summary>
    void Discard(Guid upload);

    /// <summary>Keeps a part file as a content; when this returns it survives a power cut. A content that is there already is left alone.</summary>
    Task KeepAsync(IPartFile part, string sha256, CancellationToken cancellationToken);

    /// <summary>Opens a content from a byte on; null where there is none.</summary>
    Task<Stream?> OpenAsync(string sha256, long from, CancellationToken cancellationToken);

    /// <summary>Removes a content; nothing happens where there is none.</summary>
    Task RemoveAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Removes part files that nobody has touched since <paramref name="before"/>, except those of uploads that go on.</summary>
    int SweepParts(DateTimeOffset before, IReadOnlySet<Guid> uploads);
}

/// <summary>A file that is being written.</summary>
public interface IPartFile : IAsyncDisposable
{
    /// <summary>Its bytes, to read, write and cut.</summary>
    Stream Content { get; }

    /// <summary>Brings what was written to the disk itself.</summary>
    void Flush();
}
