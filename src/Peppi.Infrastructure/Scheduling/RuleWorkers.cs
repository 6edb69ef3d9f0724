using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Alerts;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Has alert rules look where something changed.</summary>
internal abstract class RuleWorker(bool money, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger logger) : Worker(scopes, options, time, logger)
{
    // A project that is written to all the time is looked at once in so long, not once a write; the first change waits for nothing.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider clock = time;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await SendAsync(new LookAtChanges(money), cancellationToken);
        await Task.Delay(Pause, clock, cancellationToken);
    }
}

/// <summary>The rules that are quick.</summary>
internal sealed class QuickRuleWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<QuickRuleWorker> logger)
    : RuleWorker(false, scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Rules;
}

/// <summary>The rules that read the sums of money.</summary>
internal sealed class MoneyRuleWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<MoneyRuleWorker> logger)
    : RuleWorker(true, scopes, options, time, logger)
{
    protected override Wake Wake => wakes.MoneyRules;
}
