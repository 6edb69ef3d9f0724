using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Changes.Contracts;
using Peppi.Application.Persistence;

namespace Peppi.Application.Alerts.Engine;

/// <summary>
/// Marks which rules have to look where after what changed, and no more: a batch of changes holds up nobody for as long as rules look, and
/// a project that is written to a hundred times is looked at once.
/// </summary>
internal sealed class RuleListener(PeppiDbContext db, IAlertMarks marks, IEnumerable<IAlertRule> rules, IOptions<AlertsOptions> options) : IChangeListener
{
    private const string RulesTable = "alert_rules";

    // A rate moves the money of any project.
    private const string RatesTable = "exchange_rates";
    private readonly IReadOnlyList<IAlertRule> all = [.. rules];

    public string Name => "alert_rules";

    public bool Hears(Change change) => options.Value.Watching && (change.Table == RulesTable || all.Any(rule => rule.Tables.Contains(change.Table)));

    public async Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        List<AlertMark> seen = [.. all.SelectMany(rule => changes.Where(change => rule.Tables.Contains(change.Table))
            .GroupBy(change => (change.ProjectId, Whole: change.Table == RatesTable)).Select(group => new AlertMark(rule.Code, group.Key.ProjectId, group.Key.Whole, group.Min(change => change.At))))];
        seen.AddRange(await MovedAsync([.. changes.Where(change => change.Table == RulesTable)], cancellationToken));
        await marks.AddAsync(seen, cancellationToken);
    }

    // A level that somebody moved holds at once, everywhere. Of a row that is gone nobody knows any more which rule it was.
    private async Task<IEnumerable<AlertMark>> MovedAsync(IReadOnlyList<Change> levels, CancellationToken cancellationToken)
    {
        if (levels.Count == 0) return [];
        var ids = levels.Select(change => change.RowId).OfType<int>().Distinct().ToList();
        var there = await db.AlertRules.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Code }).ToListAsync(cancellationToken);
        var codes = there.Select(row => row.Code).ToHashSet(StringComparer.Ordinal);
        var at = levels.Min(change => change.At);
        return all.Where(rule => there.Count < ids.Count || codes.Contains(rule.Code)).Select(rule => new AlertMark(rule.Code, null, true, at));
    }
}
