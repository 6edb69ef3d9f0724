using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;

namespace Peppi.Application.Alerts.Engine;

/// <summary>Compares what a rule finds with what is raised, and raises or resolves the difference. Within the present transaction, in the turn of that rule (<see cref="IRuleTurn"/>).</summary>
internal sealed class AlertEngine(PeppiDbContext db, IAlertBook book, TimeProvider time)
{
    private static readonly string[] Over = [ProjectStatuses.Cancelled, ProjectStatuses.Archived];

    /// <summary>Looks at projects (null for all) with one rule; answers how many alerts it raised or resolved.</summary>
    public async Task<int> EvaluateAsync(IAlertRule rule, IReadOnlyList<int>? projects, bool withoutProject, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settings = new RuleSettings(AlertRuleKinds.Find(rule.Code)!, await db.AlertRules.AsNoTracking().Where(row => row.Code == rule.Code).ToListAsync(cancellationToken));
        var scope = new RuleScope(projects, withoutProject || projects is null, settings, now);

        // What is raised is read before what is found: what somebody raises in between is then not taken for something whose cause is gone.
        var raised = await RaisedAsync(rule.Code, scope, cancellationToken);
        IReadOnlyList<Finding> findings = settings.IsOnSomewhere ? await rule.FindAsync(scope, cancellationToken) : [];
        findings = await WantedAsync(findings, settings, cancellationToken);

        List<AlertNews> news = [];
        foreach (var finding in findings)
        {
            if (finding.IsHeld || (raised.TryGetValue(finding.Key, out var held) && held.Says(finding))) continue;
            news.Add(new AlertNews(finding.Key, finding.ProjectId, rule.Code, finding.Priority, finding.French, finding.English) { Details = finding.Details, Link = finding.Link });
        }

        await book.RaiseAsync(news, cancellationToken);

        // Held down by a graver one of the same line, yet there: what had begun to calm has not.
        var back = findings.Where(finding => finding.IsHeld && raised.TryGetValue(finding.Key, out var calming) && calming.CalmSince is not null).Select(finding => raised[finding.Key].Id).ToList();
        if (back.Count > 0) await db.Alerts.Where(row => back.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(it => it.CalmSince, (DateTimeOffset?)null), cancellationToken);
        var present = findings.Select(finding => finding.Key).ToHashSet(StringComparer.Ordinal);
        return news.Count + await CalmAsync([.. raised.Values.Where(alert => !present.Contains(alert.Key))], settings, now, cancellationToken);
    }

    // A cause that is gone resolves its alert at once, or when it has been gone for as long as the rule asks.
    private async Task<int> CalmAsync(List<Raised> gone, RuleSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> over = [];
        List<int> calming = [];
        foreach (var alert in gone)
        {
            var wait = settings.IsOn(alert.ProjectId) ? settings.Calm(alert.ProjectId) : TimeSpan.Zero;
            if (wait == TimeSpan.Zero || alert.CalmSince + wait <= now) over.Add(alert.Key);
            else if (alert.CalmSince is null) calming.Add(alert.Id);
        }

        if (calming.Count > 0) await db.Alerts.Where(row => calming.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(it => it.CalmSince, now), cancellationToken);
        await book.ResolveAsync(over, cancellationToken);
        return over.Count;
    }

    private async Task<Dictionary<string, Raised>> RaisedAsync(string code, RuleScope scope, CancellationToken cancellationToken)
    {
        var prefix = code + ":";
        var open = db.Alerts.Where(row => row.AlertType == code && row.Status != AlertStatuses.Resolved && row.DedupKey != null && row.DedupKey.StartsWith(prefix));
        if (!scope.IsWhole)
        {
            var listed = scope.Listed;
            open = scope.WithoutProject ? open.Where(row => row.ProjectId == null || listed.Contains(row.ProjectId.Value)) : open.Where(row => row.ProjectId != null && listed.Contains(row.ProjectId.Value));
        }

        return await open.Select(row => new Raised(row.Id, row.DedupKey!, row.ProjectId, row.RaisedPriority, row.Message, row.MessageEn, row.Link, row.CalmSince))
            .ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellationToken);
    }

    // Not where the rule is off, and not for projects that are over.
    private async Task<IReadOnlyList<Finding>> WantedAsync(IReadOnlyList<Finding> findings, RuleSettings settings, CancellationToken cancellationToken)
    {
        if (findings.Count == 0) return findings;
        var closed = (await db.Projects.Where(row => Over.Contains(row.Status)).Select(row => row.Id).ToListAsync(cancellationToken)).ToHashSet();
        return [.. findings.Where(finding => settings.IsOn(finding.ProjectId) && (finding.ProjectId is not { } project || !closed.Contains(project)))];
    }

    private sealed record Raised(int Id, string Key, int? ProjectId, string? Priority, string? French, string? English, string? Link, DateTimeOffset? CalmSince)
    {
        public bool Says(Finding finding) => CalmSince is null && ProjectId == finding.ProjectId && Priority == finding.Priority
            && French == finding.French && English == finding.English && Link == finding.Link;
    }
}
