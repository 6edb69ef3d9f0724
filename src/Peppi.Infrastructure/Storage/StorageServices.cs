using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files;
using Peppi.Application.Files.Links;
using Peppi.Application.Files.Objects;
using Peppi.Application.Files.Upkeep;

namespace Peppi.Infrastructure.Storage;

internal static class StorageServices
{
    /// <summary>Adds the store of contents.</summary>
    public static void AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection("Storage"))
            .Validate(options => options.FileSizeLimit > 0, "Storage:FileSizeLimit is above 0.")
            .Validate(options => options.MaxMegapixels is > 0 and <= 10_000, "Storage:MaxMegapixels is between 1 and 10000.")
            .Validate(options => options.UploadHours is > 0 and <= 720, "Storage:UploadHours is between 1 and 720.")
            .Validate(options => options.SweepAfterHours is > 0 and <= 8760, "Storage:SweepAfterHours is between 1 and 8760.")
            .ValidateOnStart();
        services.AddSingleton<IFileLinks, FileLinks>();
        services.AddSingleton<IFileListing, PgFileListing>();
        services.AddSingleton<IRowRetention, PgRowRetention>();
        services.AddSingleton<PartFiles>();
        services.AddSingleton<IBlobStore, DiskBlobStore>();
    }
}
