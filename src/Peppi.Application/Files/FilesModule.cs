using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Files.Intake;
using Peppi.Application.Files.Uploads;

namespace Peppi.Application.Files;

/// <summary>What the use cases of this module share.</summary>
internal static class FilesModule
{
    public static void AddFilesModule(this IServiceCollection services)
    {
        services.AddSingleton<FileIntake>();
        services.AddSingleton<UploadDesk>();
    }
}
