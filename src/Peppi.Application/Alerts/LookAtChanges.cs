using Microsoft.Extensions.Options;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>
/// Has rules look at the projects in which something changed that concerns them, however often it changed; answers how many alerts were
/// raised or resolved. On any number of nodes at once.
/// </summary>
/// <param name="Money">Rules that read the sums of money, which takes its time while many projects are written to; false for the others, null for all.</param>
public sealed record LookAtChanges(bool? Money = null) : ICommand<int>, IManagesOwnTransaction;

internal sealed class LookAtChangesHandler(RuleRounds rounds, IOptions<AlertsOptions> options) : IHandler<LookAtChanges, int>
{
    public async Task<Result<int>> Handle(LookAtChanges command, CancellationToken cancellationToken) =>
        options.Value.Watching ? await rounds.MarkedAsync(command.Money, cancellationToken) : 0;
}
