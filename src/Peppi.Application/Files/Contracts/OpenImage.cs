using Peppi.Application.Files.Images;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Contracts;

/// <summary>Opens an image in another size, with the caller's own rights on the file.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Path">Its name.</param>
/// <param name="Transform">How it is wanted.</param>
public sealed record OpenImage(string Bucket, string Path, ImageTransform Transform) : IQuery<OpenedImage>, IManagesOwnTransaction
{
    /// <summary>Only a file that everybody may read, in a public bucket.</summary>
    public bool Public { get; init; }
}

/// <summary>An image as it was wanted.</summary>
/// <param name="File">The row of the file that it was made from.</param>
/// <param name="Content">Its bytes: no metadata of the original is in them.</param>
/// <param name="ContentType">What they are.</param>
/// <param name="Tag">Another one for each content and each way of showing it.</param>
public sealed record OpenedImage(StoredObject File, byte[] Content, string ContentType, string Tag);

internal sealed class OpenImageHandler(UseCases useCases, IImageRenderer renderer) : IHandler<OpenImage, OpenedImage>
{
    // Those that a reader in this process draws; each is bounded by what its header says.
    private static readonly string[] Drawn = [MediaTypes.Jpeg, MediaTypes.Png, MediaTypes.Gif, MediaTypes.Webp];

    // No photo is larger, and all of it stands in memory while it is drawn.
    private const long Largest = 50_000_000;

    public async Task<Result<OpenedImage>> Handle(OpenImage query, CancellationToken cancellationToken)
    {
        var opened = await useCases.SendAsync(new OpenFile(query.Bucket, query.Path) { Public = query.Public }, cancellationToken);
        if (!opened.Succeeded) return opened.Error;
        var file = opened.Value.File;
        if (!Drawn.Contains(file.MimeType)) return FileErrors.InvalidMimeType(file.MimeType, $"{file.MimeType} is not shown in other sizes");
        if (file.Size > Largest) return FileErrors.UnsafeContent($"Images above {Largest / 1_000_000} MB are not shown in other sizes");
        var type = query.Transform.Format switch
        {
            "webp" => MediaTypes.Webp,
            "jpeg" => MediaTypes.Jpeg,
            "png" => MediaTypes.Png,
            _ => file.MimeType == MediaTypes.Gif ? MediaTypes.Png : file.MimeType,
        };
        var way = $"{query.Transform with { Format = null }}{type}";
        var drawn = await renderer.RenderAsync(new ImageOrder(file.Sha256, (int)file.Size, type, way, query.Transform), token => opened.Value.ReadAsync(0, token), cancellationToken);
        return drawn.Succeeded ? new OpenedImage(file, drawn.Value, type, ImageOrder.TagOf(file.Sha256, way)) : drawn.Error;
    }
}
