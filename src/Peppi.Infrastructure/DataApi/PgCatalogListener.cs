using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Peppi.Infrastructure.DataApi;

/// <summary>Waits for <c>NOTIFY pgrst, 'reload schema'</c> on a connection of its own, and comes back when that breaks.</summary>
internal sealed partial class PgCatalogListener(NpgsqlDataSource source, PgCatalogSource catalog, TimeProvider clock, string channel, ILogger<PgCatalogListener> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await catalog.Asked.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var missed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(missed, stoppingToken);
            }
            catch (NpgsqlException cause)
            {
                LogBroken(cause);
                missed = true;
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(bool missed, CancellationToken stoppingToken)
    {
        await using var connection = await source.OpenConnectionAsync(stoppingToken);
        var pending = false;
        connection.Notification += (_, notice) => pending |= notice.Payload is "" or "reload schema";
        await using (var listen = new NpgsqlCommand($"listen \"{channel.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        if (missed) await catalog.ReloadAsync(stoppingToken);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
            if (!pending) continue;
            pending = false;
            await catalog.ReloadAsync(stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the connection that waits for schema changes; trying again")]
    private partial void LogBroken(Exception cause);
}
