using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Alerts;

namespace Peppi.Admin.Pages.Alerts;

/// <summary>What raises alerts, from which levels on.</summary>
internal sealed class RulesModel(Visitor visitor) : AdminPage
{
    public IReadOnlyList<AlertRuleView> List { get; private set; } = [];

    public bool MayChange(AlertRuleView rule) => rule.Rule.ProjectId is null ? visitor.MayForAll("update", "alerts") : visitor.May("update", "alerts");

    public async Task<IActionResult> OnGetAsync()
    {
        Title = AlertWords.Rules;
        Crumbs = [(AlertWords.Title, "/alerts")];
        var list = await SendAsync(new ListAlertRules());
        if (!list.Succeeded) return Refusal(list.Error);
        List = list.Value;
        Answer = AlertWords.RulesOn.For(List.Count(rule => rule.Rule.Enabled), List.Count);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, bool enabled, Dictionary<string, string> levels, string? resolveAfterHours, string? escalateAfterHours)
    {
        var changed = await SendAsync(new ChangeAlertRule(id, enabled,
            levels.ToDictionary(level => level.Key, level => Read(level.Value) ?? -1), (int)(Read(resolveAfterHours) ?? 0), (int?)Read(escalateAfterHours)));
        var path = $"/alerts/rules#r{id.ToString(CultureInfo.InvariantCulture)}";
        if (!changed.Succeeded) return NotDone(path, changed.Error);
        var rules = await SendAsync(new ListAlertRules());
        return Done(path, AlertWords.RuleSaved.With(AlertWords.KindOf(rules.Value?.FirstOrDefault(rule => rule.Rule.Id == id)?.Rule.Code)));
    }

    // With a comma or a point, whichever language one writes in.
    private static decimal? Read(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
