using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Peppi.Application.Files;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Images;
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
            .Validate(options => options.RenderMegapixels is > 0 and <= 200, "Storage:RenderMegapixels is between 1 and 200.")
            .Validate(options => options.ParallelRenders is > 0 and <= 32, "Storage:ParallelRenders is between 1 and 32.")
            .Validate(options => options.RenderCacheMegabytes is >= 0 and <= 1_000_000, "Storage:RenderCacheMegabytes is between 0 and 1000000.")
            .ValidateOnStart();
        services.AddSingleton<RenderCache>();
        services.AddSingleton<IImageRenderer, SkiaImages>();
        services.AddSingleton<IFileLinks, FileLinks>();
        services.AddSingleton<IFileTickets>(provider => provider.GetRequiredService<IFileLinks>());
        services.AddSingleton<IFileListing, PgFileListing>();
        services.AddSingleton<IRowRetention, PgRowRetention>();
        services.AddSingleton<PartFiles>();

        var s3 = configuration.GetSection("Storage:S3");
        services.AddOptions<S3Options>().Bind(s3).ValidateOnStart();
        services.AddSingleton<IValidateOptions<S3Options>, S3Validation>();
        if (s3.Get<S3Options>() is { IsUsed: true }) services.AddSingleton<IBlobStore, S3BlobStore>();
        else services.AddSingleton<IBlobStore, DiskBlobStore>();
    }

    // Says which setting is wrong, and never what stands in it.
    private sealed class S3Validation : IValidateOptions<S3Options>
    {
        public ValidateOptionsResult Validate(string? name, S3Options options) => options.Fault is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
