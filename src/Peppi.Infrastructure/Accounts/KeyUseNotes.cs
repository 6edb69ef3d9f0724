using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Accounts;

/// <summary>Writes down now and then which service keys this node saw: a use itself costs no write.</summary>
internal sealed partial class KeyUseNotes(CallerScopes scopes, TimeProvider time, ILogger<KeyUseNotes> logger) : BackgroundService
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Each, time, stoppingToken);
            try
            {
                await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new NoteServiceKeyUse(), stoppingToken));
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or TimeoutException)
            {
                NotNoted(exception.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The last use of service keys was not written down: {Reason}")]
    private partial void NotNoted(string reason);
}
