using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Instance;

/// <summary>
/// Prepares the instance before a web process takes its first request, so that a start from an IDE needs nothing beside it,
/// and lets it serve only when the database is as safe as the code believes.
/// </summary>
internal sealed partial class InstanceStart(InstancePreparation preparation, StartupChecks checks, IConfiguration configuration, ILogger<InstanceStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // ./peppi has just done it, once for both processes.
        if (configuration["PEPPI_PREPARED"] is null)
        {
            var prepared = await preparation.RunAsync(demo: false, LogStep, cancellationToken);
            if (!prepared.Succeeded) throw Refusal(prepared.Error);
        }

        var safe = await checks.RunAsync(cancellationToken);
        if (!safe.Succeeded) throw Refusal(safe.Error);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static InvalidOperationException Refusal(Error error) =>
        new(string.Join(' ', new[] { error.Message, error.Details, error.Hint }.Where(part => !string.IsNullOrEmpty(part))));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Step}")]
    private partial void LogStep(string step);
}
