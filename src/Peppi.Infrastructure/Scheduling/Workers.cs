using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;
using Peppi.Application.Mail;
using Peppi.Application.Reports.Schedules;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Sends one request again and again: when woken, and now and then. A fault of one round is logged and the next one comes.</summary>
internal abstract partial class Worker(CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>What wakes it.</summary>
    protected abstract Wake Wake { get; }

    /// <summary>One round of work.</summary>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Sends a request as background work.</summary>
    protected async Task<T?> SendAsync<T>(IUseCase<T> request, CancellationToken cancellationToken)
    {
        var outcome = await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, cancellationToken));
        return outcome.Value;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Faulted(exception, GetType().Name);
            }

            await Wake.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Worker} failed; it goes on with its next round")]
    private partial void Faulted(Exception exception, string worker);
}

/// <summary>Makes deliveries that are due: planned by hand, left by a node that died, or to be tried again.</summary>
internal sealed class DeliveryWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<DeliveryWorker> logger)
    : Worker(scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Deliveries;

    protected override Task RunAsync(CancellationToken cancellationToken) => SendAsync(new DeliverDue(), cancellationToken);
}

/// <summary>Sends queued mail.</summary>
internal sealed class MailWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<MailWorker> logger)
    : Worker(scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Mails;

    protected override Task RunAsync(CancellationToken cancellationToken) => SendAsync(new SendDueMails(), cancellationToken);
}

/// <summary>Hands what changed to whoever listens.</summary>
internal sealed class ChangeWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<ChangeWorker> logger)
    : Worker(scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Changes;

    // What it means for alerts, and whom to tell, is known a moment later.
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await SendAsync(new TellChanges(), cancellationToken) == 0) return;
        foreach (var wake in (Wake[])[wakes.Rules, wakes.MoneyRules, wakes.Notices]) wake.Call();
    }
}

/// <summary>Tells people of alerts.</summary>
internal sealed class NoticeWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<NoticeWorker> logger)
    : Worker(scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Notices;

    protected override Task RunAsync(CancellationToken cancellationToken) => SendAsync(new TellPeople(), cancellationToken);
}
