using Peppi.Domain.Files;

namespace Peppi.Application.Files.Intake;

/// <summary>What a photo tells about its taking.</summary>
/// <param name="TakenAt">When, by the camera's clock.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Camera">Maker and model.</param>
/// <param name="Orientation">How to turn it, from 1 (upright) to 8; what is served keeps saying so.</param>
internal sealed record PhotoFacts(DateTime? TakenAt, double? Latitude, double? Longitude, string? Camera, int Orientation)
{
    /// <summary>The row that keeps it.</summary>
    public FileFacts ToRow(string sentSha256, DateTimeOffset now) =>
        new() { SentSha256 = sentSha256, TakenAt = TakenAt, Latitude = Latitude, Longitude = Longitude, Camera = Camera, CreatedAt = now };
}
