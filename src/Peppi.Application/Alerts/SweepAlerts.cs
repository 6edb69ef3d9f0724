using Microsoft.Extensions.Options;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>
/// Looks at everything with every rule: for what time alone changes, and for whatever a change did not tell. Answers how many alerts were
/// raised or resolved. A rule that fails does not keep the others from looking.
/// </summary>
public sealed record SweepAlerts : ICommand<int>, IManagesOwnTransaction;

internal sealed class SweepAlertsHandler(RuleRounds rounds, IOptions<AlertsOptions> options) : IHandler<SweepAlerts, int>
{
    public async Task<Result<int>> Handle(SweepAlerts command, CancellationToken cancellationToken) =>
        options.Value.Watching ? await rounds.AllAsync(cancellationToken) : 0;
}
