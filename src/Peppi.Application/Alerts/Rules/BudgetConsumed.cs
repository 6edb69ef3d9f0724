using Peppi.Application.Alerts.Engine;
using Peppi.Application.Finance.Contracts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>
/// Committed money as a share of a budget line: one alert a level, so that a line that swings about a level is told of once; the lower
/// levels are not raised beside a higher one.
/// </summary>
internal sealed class BudgetConsumed(MoneyFigures money) : IAlertRule
{
    private static readonly string[] Levels = [AlertPriorities.Critical, AlertPriorities.High, AlertPriorities.Warning];

    public string Code => AlertRuleKinds.BudgetConsumed;

    public IReadOnlyList<string> Tables => ["finances", "supply_orders"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var line in await LinesAsync(scope, cancellationToken))
        {
            if (line.ProjectId is not { } project || line.Position.CommitmentRate.Value is not { } rate) continue;
            var held = false;
            foreach (var level in Levels)
            {
                var percent = scope.Settings.Number(level, project);
                if (rate * 100 < percent) continue;
                findings.Add(new Finding($"{Code}:{project}:{line.Category}:{line.Currency.Code}:{level}", project, level,
                    $"Budget « {line.Category ?? "sans ligne"} » engagé à {Figures.French.Plain(percent)} % ou plus de {Figures.French.Money(new Money(line.Position.Budget, line.Currency))}.",
                    $"Budget “{line.Category ?? "no line"}” committed to {Figures.English.Plain(percent)}% or more of {Figures.English.Money(new Money(line.Position.Budget, line.Currency))}.")
                {
                    IsHeld = held,
                    Details = $$"""{"category": "{{line.Category}}", "currency": "{{line.Currency.Code}}", "level": {{percent.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}""",
                    Link = Facts.Page(project),
                });
                held = true;
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<MoneyLine>> LinesAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        // Beyond so many, one look at all of them is the quicker one.
        const int Few = 30;
        if (scope.Projects is { Count: <= Few } some)
        {
            List<MoneyLine> lines = [];
            foreach (var project in some) lines.AddRange(await money.LinesAsync(project, scope.Today, cancellationToken));
            return lines;
        }

        var all = await money.LinesAsync(null, scope.Today, cancellationToken);
        return scope.IsWhole ? all : [.. all.Where(line => line.ProjectId is { } project && scope.Listed.Contains(project))];
    }
}
