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

    public IReadOnlyList<string> Tables => ["finances", "supply_orders", "exchange_rates"];

    public bool ReadsMoney => true;

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var (project, home, category, sums) in await LinesAsync(scope, cancellationToken))
        {
            if (sums.CommitmentRate.Missing == MissingReason.NoRate)
            {
                // Nobody knows how much it is, which is no reason to take what was raised for over.
                findings.AddRange(Levels.Select(level => new Finding($"{Code}:{project}:{category}:{home.Code}:{level}", project, level, "", "") { IsHeld = true }));
                continue;
            }

            if (sums.CommitmentRate.Value is not { } rate || sums.Budget.Value is not { } budget) continue;
            var held = false;
            foreach (var level in Levels)
            {
                var percent = scope.Settings.Number(level, project);
                if (rate * 100 < percent) continue;
                findings.Add(new Finding($"{Code}:{project}:{category}:{home.Code}:{level}", project, level,
                    $"Budget « {category ?? "sans ligne"} » engagé à {Figures.French.Plain(percent)} % ou plus de {Figures.French.Money(new Money(budget, home))}.",
                    $"Budget “{category ?? "no line"}” committed to {Figures.English.Plain(percent)}% or more of {Figures.English.Money(new Money(budget, home))}.")
                {
                    IsHeld = held,
                    Details = $$"""{"category": "{{category}}", "currency": "{{home.Code}}", "level": {{percent.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}""",
                    Link = Facts.Page(project),
                });
                held = true;
            }
        }

        return findings;
    }

    // A line whose budget and costs lie in several currencies is one line, told in its project's.
    private async Task<IReadOnlyList<(int Project, Currency Home, string? Category, MoneySums Sums)>> LinesAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var rates = await money.RatesAsync(scope.Today, cancellationToken);
        return [.. (await money.OfSomeAsync(scope.Projects, scope.Today, cancellationToken)).SelectMany(project => project.Lines.GroupBy(line => line.Category)
            .Select(line => (project.Project.Id, project.Sums.Currency, line.Key, MoneySums.Of([.. line], project.Sums.Currency, rates))))];
    }
}
