using System.Text.Json;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Alerts.Engine;

/// <summary>The rows of one rule: that for all projects, and those of single ones.</summary>
internal sealed class RuleSettings
{
    private readonly AlertRuleKind kind;
    private readonly Level general;
    private readonly Dictionary<int, Level> byProject = [];

    /// <summary>Reads rows of one code.</summary>
    public RuleSettings(AlertRuleKind kind, IEnumerable<AlertRule> rows)
    {
        this.kind = kind;
        general = new Level(kind.Enabled, kind.ResolveAfterHours, []);
        foreach (var row in rows)
        {
            var level = new Level(row.Enabled, row.ResolveAfterHours, Numbers(row.Parameters));
            if (row.ProjectId is { } project) byProject[project] = level;
            else general = level;
        }
    }

    /// <summary>Whether it raises anything anywhere.</summary>
    public bool IsOnSomewhere => general.Enabled || byProject.Values.Any(level => level.Enabled);

    /// <summary>Whether it raises anything there.</summary>
    public bool IsOn(int? project) => Of(project).Enabled;

    /// <summary>How long a cause must be gone there.</summary>
    public TimeSpan Calm(int? project) => TimeSpan.FromHours(Of(project).ResolveAfterHours);

    /// <summary>A level or span there.</summary>
    public decimal Number(string name, int? project) => Read(Of(project), name);

    /// <summary>The greatest that a level is anywhere: for a query that must find enough.</summary>
    public decimal Most(string name) => byProject.Values.Append(general).Max(level => Read(level, name));

    /// <summary>The least that a level is anywhere.</summary>
    public decimal Least(string name) => byProject.Values.Append(general).Min(level => Read(level, name));

    private Level Of(int? project) => project is { } id && byProject.TryGetValue(id, out var own) ? own : general;

    private decimal Read(Level level, string name)
    {
        var parameter = kind.Parameters.First(one => one.Name == name);
        return level.Numbers.TryGetValue(name, out var number) && number >= parameter.Least && number <= parameter.Most ? number : parameter.Default;
    }

    private static Dictionary<string, decimal> Numbers(string parameters)
    {
        Dictionary<string, decimal> numbers = [];
        using var json = JsonDocument.Parse(parameters);
        foreach (var member in json.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDecimal(out var number)) numbers[member.Name] = number;
        }

        return numbers;
    }

    private sealed record Level(bool Enabled, int ResolveAfterHours, Dictionary<string, decimal> Numbers);
}
