using Microsoft.Extensions.Logging;
using Npgsql;

namespace Peppi.Infrastructure.DataApi;

/// <summary>Waits for <c>NOTIFY pgrst, 'reload schema'</c> and its like on a connection of its own, and comes back when that breaks.</summary>
internal sealed partial class PgCatalogListener(NpgsqlDataSource source, TimeProvider clock, string channel, ILogger<PgCatalogListener> log)
{
    /// <param name="reloadCatalog">Asked for by an empty payload or <c>reload schema</c>, and after every broken connection.</param>
    /// <param name="reloadSettings">Asked for by <c>reload config</c>.</param>
    /// <param name="stoppingToken">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, Task> reloadCatalog, Func<CancellationToken, Task> reloadSettings, CancellationToken stoppingToken)
    {
        var missed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(missed, reloadCatalog, reloadSettings, stoppingToken);
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

    private async Task ListenAsync(bool missed, Func<CancellationToken, Task> reloadCatalog, Func<CancellationToken, Task> reloadSettings, CancellationToken stoppingToken)
    {
        await using var connection = await source.OpenConnectionAsync(stoppingToken);
        var (catalog, settings) = (missed, false);
        connection.Notification += (_, notice) =>
        {
            catalog |= notice.Payload is "" or "reload schema";
            settings |= notice.Payload is "reload config";
        };
        await using (var listen = new NpgsqlCommand($"listen \"{channel.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        while (true)
        {
            if (settings) await reloadSettings(stoppingToken);
            else if (catalog) await reloadCatalog(stoppingToken);
            (catalog, settings) = (false, false);
            await connection.WaitAsync(stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the connection that waits for schema changes; trying again")]
    private partial void LogBroken(Exception cause);
}
