using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>Fetches what an address that somebody else named holds: from listed hosts of the open internet only.</summary>
public interface IMediaFetcher
{
    /// <summary>Opens an address. What is refused for good is <see cref="ErrorKind.Forbidden"/> or <see cref="ErrorKind.TooLarge"/>; other failures may pass.</summary>
    /// <param name="address">The address.</param>
    /// <param name="bearer">A token to send along; it goes to no other scheme, host or port than the first.</param>
    /// <param name="most">How many bytes are read at most; null for as many as a photo may have.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Result<FetchedMedia>> OpenAsync(Uri address, string? bearer, long? most, CancellationToken cancellationToken);
}

/// <summary>An answer whose content is still on its way.</summary>
/// <param name="content">The bytes; reading more than the limit fails.</param>
/// <param name="contentType">What the server says they are.</param>
/// <param name="answer">What to let go of with it.</param>
public sealed class FetchedMedia(Stream content, string? contentType, IDisposable answer) : IAsyncDisposable
{
    /// <summary>The bytes.</summary>
    public Stream Content => content;

    /// <summary>What the server says they are.</summary>
    public string? ContentType => contentType;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        answer.Dispose();
    }
}

/// <summary>More came than a photo may be: a length that a server tells is only its word.</summary>
public sealed class MediaTooLargeException() : IOException("It is larger than photos may be (Media:LargestBytes).");
