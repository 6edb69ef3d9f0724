using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Peppi.Application.Accounts.Contracts;
using Peppi.Application.Accounts.Tokens;
using Peppi.Infrastructure.Instance;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Accounts;

/// <summary>
/// Hears on a connection of its own what the database tells about sessions, accounts, rights and keys (channel <c>peppi_auth</c>, payload
/// <c>session:id</c>, <c>user:id</c>, <c>rights</c> or <c>keys</c>), and asks it each second whether it is still there. While it is not,
/// nothing that was remembered counts.
/// </summary>
internal sealed partial class AccountNews(
    InstanceSettings settings, SessionStates sessions, UnlimitedReads reads, TokenVerifier tokens, TimeProvider time, ILogger<AccountNews> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested
                && exception is NpgsqlException or IOException or TimeoutException or OperationCanceledException or InvalidOperationException)
            {
                Lost(exception.Message);
            }
            finally
            {
                sessions.Forget();
                reads.Silence();
                tokens.Forget();
            }

            await Task.Delay(Beat, time, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        // Not from the pool: a pooled connection would go on listening for whoever gets it next.
        var address = new NpgsqlConnectionStringBuilder(settings.ConnectionStringOf(DatabaseLogins.Auth)) { ApplicationName = "peppi sessions", Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        connection.Notification += (_, heard) => Heard(heard.Payload);
        await connection.OpenAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand("listen peppi_auth", connection)) await listen.ExecuteNonQueryAsync(stoppingToken);

        // What was remembered while nobody listened may be wrong.
        sessions.Forget();
        reads.Silence();
        tokens.Forget();
        Heard();
        while (true)
        {
            if (!await connection.WaitAsync(Beat, stoppingToken))
            {
                await using var beat = new NpgsqlCommand("select 1", connection) { CommandTimeout = 2 };
                await beat.ExecuteScalarAsync(stoppingToken);
            }

            Heard();
        }
    }

    private void Heard()
    {
        sessions.Heard();
        reads.Heard();
        tokens.Heard();
    }

    private void Heard(string payload)
    {
        if (payload == "rights")
        {
            reads.Forget();
            return;
        }

        if (payload == "keys")
        {
            tokens.Forget();
            return;
        }

        var colon = payload.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Guid.TryParse(payload.AsSpan(colon + 1), out var id)) sessions.Forget();
        else if (payload.StartsWith("session:", StringComparison.Ordinal)) sessions.ForgetSession(id);
        else sessions.ForgetAccount(id);
    }

    [LoggerMessage(LogLevel.Warning, "Sessions are asked of the database at each request until it is heard again: {Reason}")]
    private partial void Lost(string reason);
}
