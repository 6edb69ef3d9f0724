using System.Security.Cryptography;
using System.Text;
using Peppi.Application.Files.Contracts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Images;

/// <summary>What is drawn.</summary>
/// <param name="Sha256">The content.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Type">What it shall become.</param>
/// <param name="Way">One text for each result.</param>
/// <param name="Transform">How it is wanted.</param>
public sealed record ImageOrder(string Sha256, int Size, string Type, string Way, ImageTransform Transform)
{
    /// <summary>Names the result, and tells nothing of it.</summary>
    public string Tag => TagOf(Sha256, Way);

    internal static string TagOf(string sha256, string way) => $"{sha256}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(way)))[..16]}";
}

/// <summary>
/// Draws images in other sizes, and remembers what it drew. Contents are strangers': how many pixels are taken, how many are drawn at once
/// and how long anybody waits is bounded.
/// </summary>
public interface IImageRenderer
{
    /// <summary>Draws a content, or remembers it; <paramref name="open"/> is called only where it must be read.</summary>
    Task<Result<byte[]>> RenderAsync(ImageOrder order, Func<CancellationToken, Task<Stream?>> open, CancellationToken cancellationToken);

    /// <summary>Forgets everything that was drawn of a content.</summary>
    void Forget(string sha256);
}
