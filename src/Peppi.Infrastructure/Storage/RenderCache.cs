using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Files;
using Peppi.Application.Files.Images;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>
/// What was drawn, as files beside the contents: <c>storage/renders/ab/abcd…-1f2e…</c>. Nothing is lost with it, so nothing is flushed;
/// when it has grown beyond its bound, what nobody asked for longest goes.
/// </summary>
internal sealed partial class RenderCache(InstanceSettings settings, IOptions<FilesOptions> options, TimeProvider time, ILogger<RenderCache> logger)
{
    private readonly Lock gate = new();
    private long? held;

    private string Root { get; } = Path.Combine(settings.StorageFolder, "renders");

    private long Bound => options.Value.RenderCacheMegabytes * 1_000_000L;

    /// <summary>What was drawn before, if it is still there.</summary>
    public async Task<byte[]?> FindAsync(ImageOrder order, CancellationToken cancellationToken)
    {
        var path = PathOf(order);
        try
        {
            var drawn = await File.ReadAllBytesAsync(path, cancellationToken);
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return drawn;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Remembers what was drawn, if it can: a full disk, or another node that tidies up, costs nobody the image.</summary>
    public async Task KeepAsync(ImageOrder order, byte[] drawn, CancellationToken cancellationToken)
    {
        if (drawn.Length > Bound) return;
        var path = PathOf(order);
        var aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(aside, drawn, cancellationToken);
            File.Move(aside, path, overwrite: true);
            lock (gate)
            {
                held = (held ?? Files().Sum(file => file.Length)) + drawn.Length;
                if (held > Bound) held = Shrink();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Counted anew the next time.
            lock (gate) held = null;
            NotKept(exception, order.Sha256);
        }
    }

    /// <summary>Forgets a content.</summary>
    public void Forget(string sha256)
    {
        var folder = Path.Combine(Root, sha256[..2]);
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, sha256 + "-*")) File.Delete(path);
    }

    // To four fifths, so that it is not done for each image.
    private long Shrink()
    {
        var files = Files().OrderBy(file => file.LastWriteTimeUtc).ToList();
        var left = files.Sum(file => file.Length);
        foreach (var file in files.TakeWhile(_ => left > Bound / 5 * 4))
        {
            left -= file.Length;
            file.Delete();
        }

        return left;
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories);

    private string PathOf(ImageOrder order) => Path.Combine(Root, order.Sha256[..2], order.Tag);

    [LoggerMessage(LogLevel.Warning, "A drawn image of {Sha256} could not be remembered; it is drawn again when it is asked for")]
    private partial void NotKept(Exception exception, string sha256);
}
