using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>The rules that the caller may see: those for all projects, and those of single ones.</summary>
public sealed record ListAlertRules : IQuery<IReadOnlyList<AlertRuleView>>;

/// <summary>A rule with its kind.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Levels">Its levels by name, as they hold.</param>
/// <param name="ProjectName">The project that it is for; null for all.</param>
/// <param name="Open">How many of its alerts are not resolved.</param>
public sealed record AlertRuleView(AlertRule Rule, AlertRuleKind Kind, IReadOnlyDictionary<string, decimal> Levels, string? ProjectName, int Open);

internal sealed class ListAlertRulesHandler(PeppiDbContext db) : IHandler<ListAlertRules, IReadOnlyList<AlertRuleView>>
{
    public async Task<Result<IReadOnlyList<AlertRuleView>>> Handle(ListAlertRules query, CancellationToken cancellationToken)
    {
        var rules = await db.AlertRules.AsNoTracking().ToListAsync(cancellationToken);
        var open = await db.Alerts.Where(row => row.Status != AlertStatuses.Resolved && row.AlertType != null)
            .GroupBy(row => row.AlertType!).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        var projects = await db.Projects.Select(row => new { row.Id, row.Name }).ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        var order = AlertRuleKinds.All.Select((kind, at) => (kind.Code, at)).ToDictionary(pair => pair.Code, pair => pair.at);
        return rules.Where(rule => order.ContainsKey(rule.Code)).OrderBy(rule => order[rule.Code]).ThenBy(rule => rule.ProjectId).Select(rule =>
        {
            var kind = AlertRuleKinds.Find(rule.Code)!;
            var settings = new RuleSettings(kind, [rule]);
            return new AlertRuleView(rule, kind, kind.Parameters.ToDictionary(parameter => parameter.Name, parameter => settings.Number(parameter.Name, rule.ProjectId)),
                rule.ProjectId is { } project ? projects.GetValueOrDefault(project, "–") : null, rule.ProjectId is null ? open.GetValueOrDefault(rule.Code) : 0);
        }).ToArray();
    }
}

/// <summary>Changes a rule that the caller may change.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Enabled">Whether it raises anything.</param>
/// <param name="Levels">Its levels by name.</param>
/// <param name="ResolveAfterHours">How long a cause must be gone.</param>
/// <param name="EscalateAfterHours">When an alert is handed up; null for never.</param>
public sealed record ChangeAlertRule(int Id, bool Enabled, IReadOnlyDictionary<string, decimal> Levels, int ResolveAfterHours, int? EscalateAfterHours) : ICommand<Done>;

internal sealed class ChangeAlertRuleHandler(PeppiDbContext db) : IHandler<ChangeAlertRule, Done>
{
    public async Task<Result<Done>> Handle(ChangeAlertRule command, CancellationToken cancellationToken)
    {
        if (await db.AlertRules.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } rule) return SharedErrors.NotFound("alert_rule");
        var kind = AlertRuleKinds.Find(rule.Code)!;
        if (kind.Parameters.FirstOrDefault(parameter => command.Levels.TryGetValue(parameter.Name, out var level) && (level < parameter.Least || level > parameter.Most)) is { } wrong)
        {
            return new Error(ErrorKind.Invalid, "alert_level_out_of_range", "A level is outside of what makes sense.", $"{wrong.Name} is between {wrong.Least} and {wrong.Most}.");
        }

        if (command.ResolveAfterHours is < 0 or > 8760 || command.EscalateAfterHours is < 1 or > 8760)
        {
            return new Error(ErrorKind.Invalid, "alert_level_out_of_range", "A level is outside of what makes sense.", "Hours are between 0 and 8760.");
        }

        rule.Enabled = command.Enabled;
        rule.Parameters = JsonSerializer.Serialize(kind.Parameters.ToDictionary(parameter => parameter.Name, parameter => command.Levels.GetValueOrDefault(parameter.Name, parameter.Default)));
        (rule.ResolveAfterHours, rule.EscalateAfterHours) = (command.ResolveAfterHours, command.EscalateAfterHours);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
