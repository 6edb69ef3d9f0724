using Microsoft.Extensions.Logging;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Engine;

/// <summary>Has rules look: each in a transaction of its own, those that read the sums of money in one, in which these are read once.</summary>
internal sealed partial class RuleRounds(
    PeppiDbContext db, AlertEngine engine, IRuleTurn turn, IAlertMarks marks, DirectTelling telling, RuleRests rests, IEnumerable<IAlertRule> rules, TimeProvider time, ILogger<RuleRounds> logger)
{
    private const string Before = "before_rule";

    /// <summary>No rule holds the others, nor the turn of its own, for longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyList<IAlertRule> all = [.. rules.OrderBy(rule => rule.ReadsMoney)];

    /// <summary>Every rule at everything; answers how many alerts were raised or resolved.</summary>
    public async Task<int> AllAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var together in Groups(all)) changed += await LookAsync(together, true, cancellationToken);
        return changed;
    }

    /// <summary>Rules where something changed: those that read the sums of money, the others, or both (null).</summary>
    public async Task<int> MarkedAsync(bool? money, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> codes;
        await using (await db.Database.BeginTransactionAsync(cancellationToken)) codes = await marks.RulesAsync(cancellationToken);
        var changed = 0;
        foreach (var together in Groups(all.Where(rule => codes.Contains(rule.Code) && !rests.IsResting(rule.Code) && (money ?? rule.ReadsMoney) == rule.ReadsMoney)))
        {
            changed += await LookAsync(together, false, cancellationToken);
        }

        return changed;
    }

    private static IEnumerable<IReadOnlyList<IAlertRule>> Groups(IEnumerable<IAlertRule> some) =>
        some.GroupBy(rule => rule.ReadsMoney ? "" : rule.Code).Select(group => group.ToList());

    private async Task<int> LookAsync(IReadOnlyList<IAlertRule> together, bool everything, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // First all turns, in one order everywhere, and all marks: what is read after that tells of every change that they stand for.
        List<(IAlertRule Rule, IReadOnlyList<AlertMark> Marks)> looks = [];
        foreach (var rule in together)
        {
            await turn.TakeAsync(rule.Code, cancellationToken);
            looks.Add((rule, await marks.TakeAsync(rule.Code, cancellationToken)));
        }

        var changed = 0;
        foreach (var (rule, taken) in looks)
        {
            if (!everything && taken.Count == 0) continue;
            var began = time.GetTimestamp();
            await transaction.CreateSavepointAsync(Before, cancellationToken);
            using var limit = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                int[]? projects = everything || taken.Any(mark => mark.Whole) ? null : [.. taken.Select(mark => mark.ProjectId).OfType<int>().Distinct()];
                var found = await engine.EvaluateAsync(rule, projects, projects is null || taken.Any(mark => mark.ProjectId is null), both.Token);
                if (everything && rule.Code == AlertRuleKinds.OutboxDeep) await telling.TellAsync(rule.Code, both.Token);
                await transaction.ReleaseSavepointAsync(Before, cancellationToken);
                changed += found;
                Looked(rule.Code, projects?.Length, found, time.GetElapsedTime(began).TotalMilliseconds);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The others go on, and what it was to look at is kept for later.
                Faulted(exception, rule.Code);
                await transaction.RollbackToSavepointAsync(Before, cancellationToken);
                await marks.AddAsync(taken, cancellationToken);
                rests.Rest(rule.Code);
            }

            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    [LoggerMessage(LogLevel.Error, "Alert rule {Rule} failed; the others go on")]
    private partial void Faulted(Exception exception, string rule);

    [LoggerMessage(LogLevel.Debug, "Alert rule {Rule} looked at {Projects} projects (none: all), raised or resolved {Found}, in {Milliseconds:0} ms")]
    private partial void Looked(string rule, int? projects, int found, double milliseconds);
}
