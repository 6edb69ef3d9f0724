using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Peppi.Infrastructure.Instance;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Hears PostgreSQL's notifications on a connection of its own and wakes the workers they concern.</summary>
internal sealed partial class DatabaseListener(InstanceSettings settings, Wakes wakes, TimeProvider time, ILogger<DatabaseListener> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException)
            {
                // The workers look by themselves now and then: nothing is lost while this reconnects.
                Lost(exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        // Not from the pool: a pooled connection would go on listening for whoever gets it next.
        var address = new NpgsqlConnectionStringBuilder(settings.ConnectionStringOf(DatabaseLogins.Jobs)) { ApplicationName = "peppi listener", Pooling = false, KeepAlive = 30 };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Notification += (_, heard) => Heard(heard.Channel, heard.Payload);
        await connection.OpenAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand("listen peppi_outbox; listen peppi_mail; listen peppi_figures; listen peppi_webhooks; listen peppi_inbox; listen peppi_media", connection)) await listen.ExecuteNonQueryAsync(stoppingToken);

        // What was told while nobody listened.
        foreach (var wake in (Wake[])[wakes.Schedules, wakes.Deliveries, wakes.Mails, wakes.Changes, wakes.Figures, wakes.Webhooks, wakes.Inbox, wakes.Media]) wake.Call();
        while (true) await connection.WaitAsync(stoppingToken);
    }

    private void Heard(string channel, string payload)
    {
        var own = channel switch
        {
            "peppi_mail" => wakes.Mails,
            "peppi_figures" => wakes.Figures,
            "peppi_webhooks" => wakes.Webhooks,
            "peppi_inbox" => wakes.Inbox,
            "peppi_media" => wakes.Media,
            _ => null,
        };
        if (own is not null)
        {
            own.Call();
            return;
        }

        wakes.Changes.Call();
        if (payload == "report_schedules") wakes.Schedules.Call();
        else if (payload == "report_deliveries") wakes.Deliveries.Call();
    }

    [LoggerMessage(LogLevel.Warning, "Lost the connection that hears the database, trying again: {Reason}")]
    private partial void Lost(string reason);
}
