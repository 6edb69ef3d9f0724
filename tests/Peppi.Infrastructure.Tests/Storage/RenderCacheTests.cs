using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Images;
using Peppi.Infrastructure.Instance;
using Peppi.Infrastructure.Storage;

namespace Peppi.Infrastructure.Tests.Storage;

public sealed class RenderCacheTests : IDisposable
{
    private readonly InstanceSettings settings = new()
    {
        Home = Directory.CreateTempSubdirectory("peppi-renders-").FullName,
        MasterKey = MasterKey.Parse("cGVwcGktdGVzdHMtb25seS1wZXBwaS10ZXN0cy1vbmw="),
    };

    public void Dispose() => Directory.Delete(settings.Home, recursive: true);

    [Fact]
    public async Task What_cannot_be_remembered_costs_nobody_the_image()
    {
        var cache = new RenderCache(settings, Options.Create(new FilesOptions()), TimeProvider.System, NullLogger<RenderCache>.Instance);
        var order = new ImageOrder(new string('a', 64), 3, "image/png", "w40", new ImageTransform(40, null));
        Directory.CreateDirectory(settings.StorageFolder);
        var folder = Path.Combine(settings.StorageFolder, "renders");

        // A file where the folder should be: nothing can be written, as on a full disk.
        await File.WriteAllTextAsync(folder, "");
        await cache.KeepAsync(order, [1, 2, 3], CancellationToken.None);
        Assert.Null(await cache.FindAsync(order, CancellationToken.None));

        File.Delete(folder);
        await cache.KeepAsync(order, [1, 2, 3], CancellationToken.None);
        Assert.Equal([1, 2, 3], await cache.FindAsync(order, CancellationToken.None));
    }
}
