using Microsoft.Extensions.Options;
using Peppi.Application.Files;
using Peppi.Application.Files.Images;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;
using SkiaSharp;

namespace Peppi.Infrastructure.Storage;

/// <summary>
/// Draws by Skia, in this process. Its readers unfold what strangers send, so nothing is unfolded before its header was believed: how many
/// pixels, how often a progressive image is drawn over; and only so many images stand in memory at once.
/// </summary>
internal sealed class SkiaImages(RenderCache cache, IOptions<FilesOptions> options, TimeProvider time) : IImageRenderer, IDisposable
{
    private const int MostWaiting = 200;

    // Each scan of a progressive JPEG goes over the whole image; no program writes more than about a dozen.
    private const int MostScans = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Error Busy = new(ErrorKind.Unavailable, "SlowDown", "Too many images are being drawn", Hint: "Try again in a moment.") { RetryAfter = TimeSpan.FromSeconds(5) };

    private readonly SemaphoreSlim places = new(options.Value.ParallelRenders);
    private int waiting;

    public async Task<Result<byte[]>> RenderAsync(ImageOrder order, Func<CancellationToken, Task<Stream?>> open, CancellationToken cancellationToken)
    {
        if (await cache.FindAsync(order, cancellationToken) is { } known) return known;
        try
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting || !await places.WaitAsync(Patience, cancellationToken)) return Busy;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        Task<Result<byte[]>>? drawing = null;
        try
        {
            var content = new byte[order.Size];
            await using (var source = await open(cancellationToken))
            {
                if (source is null) return FileErrors.NoSuchKey;
                await source.ReadExactlyAsync(content, cancellationToken);
            }

            drawing = Task.Run(() => Draw(order, content), CancellationToken.None);

            // Whoever waited too long is told so; the place stays taken until the work has ended.
            var drawn = await drawing.WaitAsync(Patience, time, cancellationToken);
            if (drawn.Succeeded) await cache.KeepAsync(order, drawn.Value, cancellationToken);
            return drawn;
        }
        catch (TimeoutException)
        {
            return Busy;
        }
        finally
        {
            if (drawing is null) places.Release();
            else _ = drawing.ContinueWith(_ => places.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    public void Forget(string sha256) => cache.Forget(sha256);

    public void Dispose() => places.Dispose();

    private Result<byte[]> Draw(ImageOrder order, byte[] content)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Gif or SKEncodedImageFormat.Webp)) return Damaged;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= 0 || height <= 0 || (long)width * height > options.Value.RenderMegapixels * 1_000_000L)
            return FileErrors.UnsafeContent($"The image has {width} × {height} pixels; up to {options.Value.RenderMegapixels} million are shown in other sizes");
        if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && content.AsSpan().Count([(byte)0xFF, (byte)0xDA]) > MostScans) return FileErrors.UnsafeContent("The image is drawn over too often");

        var turned = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var plan = turned ? order.Transform.Plan(height, width) : order.Transform.Plan(width, height);
        var scale = Math.Max(plan.Width / plan.CutWidth, plan.Height / plan.CutHeight);
        var size = codec.GetScaledDimensions((float)Math.Min(1, scale));
        using var space = SKColorSpace.CreateSrgb();
        using var pixels = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, space));
        if (codec.GetPixels(pixels.Info, pixels.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return Damaged;
        pixels.SetImmutable();

        using var surface = SKSurface.Create(new SKImageInfo(plan.Width, plan.Height, SKColorType.Rgba8888, SKAlphaType.Premul, space));
        surface.Canvas.Clear(order.Type == MediaTypes.Jpeg ? SKColors.White : SKColors.Transparent);
        var shrunk = size.Width / (double)width;
        surface.Canvas.Scale((float)(plan.Width / (plan.CutWidth * shrunk)), (float)(plan.Height / (plan.CutHeight * size.Height / height)));
        surface.Canvas.Translate((float)(-plan.Left * shrunk), (float)(-plan.Top * shrunk));
        surface.Canvas.Concat(Upright(codec.EncodedOrigin, size.Width, size.Height));
        using var image = SKImage.FromBitmap(pixels);
        surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var shown = surface.Snapshot();
        using var encoded = shown.Encode(order.Type switch { MediaTypes.Jpeg => SKEncodedImageFormat.Jpeg, MediaTypes.Webp => SKEncodedImageFormat.Webp, _ => SKEncodedImageFormat.Png }, order.Transform.Quality);
        return encoded.ToArray();
    }

    private static Error Damaged => FileErrors.InvalidMimeType(null, "The image is damaged and cannot be drawn");

    // How the camera was held (EXIF 4.6.4.A), undone.
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
