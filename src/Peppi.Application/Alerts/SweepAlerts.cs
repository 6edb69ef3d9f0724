using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>
/// Looks at everything with every rule: for what time alone changes, and for whatever a change did not tell. Answers how many alerts were
/// raised or resolved. A rule that fails does not keep the others from looking.
/// </summary>
public sealed record SweepAlerts : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class SweepAlertsHandler(
    PeppiDbContext db, AlertEngine engine, DirectTelling telling, IEnumerable<IAlertRule> rules, IOptions<AlertsOptions> options, ILogger<SweepAlertsHandler> logger) : IHandler<SweepAlerts, int>
{
    public async Task<Result<int>> Handle(SweepAlerts command, CancellationToken cancellationToken)
    {
        var changed = 0;
        if (!options.Value.Watching) return changed;
        foreach (var rule in rules)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                changed += await engine.EvaluateAsync(rule, null, true, cancellationToken);
                if (rule.Code == AlertRuleKinds.OutboxDeep) await telling.TellAsync(rule.Code, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Faulted(exception, rule.Code);
            }

            db.ChangeTracker.Clear();
        }

        return changed;
    }

    [LoggerMessage(LogLevel.Error, "Alert rule {Rule} failed; the others go on")]
    private partial void Faulted(Exception exception, string rule);
}
