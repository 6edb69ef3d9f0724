using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Reports;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>
/// Brings reports that earlier builds kept in a folder of their own (<c>storage/reports/…</c>) into the store, once, while the instance
/// already serves. What cannot be brought stays where it is, and is tried again at the next start.
/// </summary>
internal sealed partial class OldReportFiles(InstanceSettings settings, CallerScopes scopes, ILogger<OldReportFiles> logger) : BackgroundService
{
    /// <summary>Brings them; how many.</summary>
    public async Task<int> BringAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(settings.StorageFolder, "reports");
        if (!Directory.Exists(folder)) return 0;
        var brought = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => ReportFormats.All.Any(format => path.EndsWith("." + format, StringComparison.Ordinal))))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            await using (var content = File.OpenRead(path))
            {
                var keep = new KeepFile(BuiltInBuckets.Reports, name, content) { ContentType = ReportFormats.ContentTypeOf(name), CacheControl = "private, no-store" };
                var kept = await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(keep, cancellationToken));
                if (!kept.Succeeded)
                {
                    Left(name, kept.Error.Message);
                    continue;
                }
            }

            File.Delete(path);
            brought++;
        }

        return brought;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await BringAsync(stoppingToken) is var brought and > 0) Brought(brought);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Faulted(exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} reports of an earlier build were brought into the store")]
    private partial void Brought(int count);

    [LoggerMessage(LogLevel.Warning, "The report {Name} of an earlier build stays where it is: {Reason}")]
    private partial void Left(string name, string reason);

    [LoggerMessage(LogLevel.Error, "Reports of an earlier build could not be brought into the store; the next start goes on")]
    private partial void Faulted(Exception exception);
}
