using Microsoft.Extensions.Options;
using Peppi.Application.Changes.Contracts;

namespace Peppi.Application.Alerts.Engine;

/// <summary>Looks again at what changed, with the rules that it may concern.</summary>
internal sealed class RuleListener(AlertEngine engine, IEnumerable<IAlertRule> rules, IOptions<AlertsOptions> options) : IChangeListener
{
    private const string RulesTable = "alert_rules";
    private readonly IReadOnlyList<IAlertRule> all = [.. rules];

    public string Name => "alert_rules";

    public bool Hears(Change change) => options.Value.Watching && (change.Table == RulesTable || all.Any(rule => rule.Tables.Contains(change.Table)));

    public async Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        // A level that somebody moved holds at once. Which rule it was the change does not tell; there are few, and they are seldom changed.
        var everything = changes.Any(change => change.Table == RulesTable);
        foreach (var rule in all)
        {
            List<Change> concerning = [.. changes.Where(change => rule.Tables.Contains(change.Table))];
            if (everything) await engine.EvaluateAsync(rule, null, true, cancellationToken);
            else if (concerning.Count > 0)
            {
                int[] projects = [.. concerning.Select(change => change.ProjectId).OfType<int>().Distinct()];
                await engine.EvaluateAsync(rule, projects, concerning.Any(change => change.ProjectId is null), cancellationToken);
            }
        }
    }
}
