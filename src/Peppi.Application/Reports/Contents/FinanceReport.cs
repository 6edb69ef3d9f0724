using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Accounts;
using Peppi.Domain.Finance;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Contents;

/// <summary>Budget, committed and actual by project, one currency after the other and never added up; overdue invoices; months.</summary>
internal sealed class FinanceReport(PeppiDbContext db, FinanceFigures finances)
{
    public async Task<ReportDocument> BuildAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var projects = await db.Projects.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        var positions = await finances.PositionsAsync(scope, cancellationToken);
        var months = await finances.MonthsAsync(scope, Span(scope), cancellationToken);
        var overdue = await OverdueAsync(scope, projects, cancellationToken);

        var currencies = InOrder(positions);
        List<ReportBlock> blocks = [];
        foreach (var group in currencies) Currency(blocks, scope, group.Key, [.. group.OrderBy(row => Name(scope, projects, row.ProjectId), StringComparer.CurrentCulture)], projects, currencies.Count > 1);
        for (var index = 0; index < currencies.Count; index++)
        {
            Months(blocks, scope, currencies[index].Key, [.. months.Where(row => row.Currency == currencies[index].Key)], currencies.Count > 1, index == 0);
        }

        OverdueBlocks(blocks, scope, overdue);
        return new ReportDocument
        {
            Reference = scope.Reference,
            Language = scope.Language,
            Title = Labels.ReportType(scope.Language, ReportTypes.Finance),
            Scope = scope.ScopeName,
            Headline = Headline(scope, positions, await finances.ExceededAsync(scope, cancellationToken), overdue),
            AsOf = scope.AsOf,
            Reader = scope.Reader,
            Filters = scope.Filters(),
            Cards = currencies.Count == 0 ? [] : Cards(scope, currencies[0].Key, [.. currencies[0]], overdue),
            Blocks = blocks,
            Notes = [.. Notes(scope, currencies.Count > 1)],
            Source = "Peppi",
        };
    }

    /// <summary>The currency of most budgets first: its figures are the answer, the others follow in tables of their own.</summary>
    internal static List<IGrouping<Currency, ProjectPosition>> InOrder(IEnumerable<ProjectPosition> positions) =>
        [.. positions.GroupBy(row => row.Currency).OrderByDescending(group => group.Count(row => row.Position.Budget > 0)).ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Code, StringComparer.Ordinal)];

    private static Period Span(ReportScope scope)
    {
        if (scope.Period is { } period) return period;
        var month = new DateOnly(scope.Until.Year, scope.Until.Month, 1);
        return new Period(month.AddMonths(-23), month.AddMonths(1).AddDays(-1));
    }

    private static string Name(ReportScope scope, Dictionary<int, string> projects, int? id) =>
        id is { } known ? projects.GetValueOrDefault(known) ?? $"#{known}" : scope.Say("Sans projet", "No project");

    internal static ReportStatus StatusOf(BudgetPosition position) => position.CommitmentRate.Value switch
    {
        null => position.Committed > 0 ? ReportStatus.Watch : ReportStatus.Unknown,
        > BudgetPosition.ActFrom => ReportStatus.Bad,
        >= BudgetPosition.WatchFrom => ReportStatus.Watch,
        _ => ReportStatus.Good,
    };

    internal static string StatusWord(ReportScope scope, BudgetPosition position) => StatusOf(position) switch
    {
        ReportStatus.Bad => scope.Say("Dépassé", "Over budget"),
        ReportStatus.Watch when position.Budget <= 0 => scope.Say("Sans budget", "No budget"),
        ReportStatus.Watch => scope.Say("À surveiller", "Watch"),
        ReportStatus.Good => scope.Say("Conforme", "On plan"),
        _ => scope.Say("Sans budget", "No budget"),
    };

    private static void Currency(List<ReportBlock> blocks, ReportScope scope, Currency currency, List<ProjectPosition> rows, Dictionary<int, string> projects, bool several)
    {
        var suffix = several ? $" – {currency.Symbol}" : string.Empty;
        if (rows.Any(row => row.Position.Budget > 0))
        {
            blocks.Add(new BulletChart(
                scope.Say("Consommation du budget par projet", "Budget use by project") + suffix,
                scope.Say("Pour chaque projet, le réel et l'engagé rapportés à son budget.", "For each project, actual and committed as a share of its budget."),
                [.. rows.Where(row => row.Position.Budget > 0).OrderByDescending(row => row.Position.CommitmentRate.Value).Take(20)
                    .Select(row => new Bullet(Name(scope, projects, row.ProjectId), row.Position.Budget, row.Position.Committed, row.Position.Actual, StatusOf(row.Position)))],
                scope.Say("Réel", "Actual"), scope.Say("Engagé", "Committed"), "Budget")
            { Currency = currency });
        }

        ReportColumn Amount(string french, string english) => new(scope.Say(french, english), ValueKind.Amount) { Currency = currency };
        List<ReportColumn> columns = [new(scope.Say("Projet", "Project"), ValueKind.Text), Amount("Budget", "Budget"), Amount("Engagé", "Committed"), Amount("Réel", "Actual")];
        if (scope.Period is not null) columns.Add(Amount("Réel de la période", "Actual in period"));
        columns.AddRange([Amount("Disponible", "Available"), new(scope.Say("Taux", "Rate"), ValueKind.Percent), new(scope.Say("État", "Status"), ValueKind.Status)]);
        List<object?> Row(string name, BudgetPosition position, decimal inPeriod, object? status)
        {
            List<object?> cells = [name, position.Budget, position.Committed, position.Actual];
            if (scope.Period is not null) cells.Add(inPeriod);
            cells.AddRange([position.Available, position.CommitmentRate.Value, status]);
            return cells;
        }

        var total = rows.Aggregate(BudgetPosition.Nothing, (sum, row) => sum + row.Position);
        blocks.Add(new ReportTable(scope.Say("Budget, engagé, réel", "Budget, committed, actual") + suffix, columns,
            [.. rows.Select(row => Row(Name(scope, projects, row.ProjectId), row.Position, row.ActualInPeriod, new StatusCell(StatusOf(row.Position), StatusWord(scope, row.Position))))])
        {
            Total = Row("Total", total, rows.Sum(row => row.ActualInPeriod), null),
        });
    }

    private static void Months(List<ReportBlock> blocks, ReportScope scope, Currency currency, List<MonthOfFinance> months, bool several, bool main)
    {
        if (months.All(row => row is { Expenses: 0, Invoices: 0 })) return;

        // Of a currency that is used now and then only the months that it was used in.
        if (!main) months.RemoveAll(row => row is { Expenses: 0, Invoices: 0 });
        var suffix = several ? $" – {currency.Symbol}" : string.Empty;
        var (expenses, invoices) = (scope.Say("Dépenses", "Expenses"), scope.Say("Factures", "Invoices"));
        if (main && months.Count > 1)
        {
            blocks.Add(new LineChart(scope.Say("Réel par mois", "Actual by month") + suffix,
                scope.Say("Dépenses et factures non encore réglées, mois par mois.", "Expenses and invoices not yet settled, month by month."),
                [.. months.Select(row => row.Month)], [new(expenses, [.. months.Select(row => row.Expenses)]), new(invoices, [.. months.Select(row => row.Invoices)])])
            { Currency = currency });
        }

        ReportColumn Amount(string title) => new(title, ValueKind.Amount) { Currency = currency };
        blocks.Add(new ReportTable(scope.Say("Mois par mois", "Month by month") + suffix,
            [new(scope.Say("Mois", "Month"), ValueKind.Text), Amount(expenses), Amount(invoices), Amount(scope.Say("Réel", "Actual"))],
            [.. months.Select(row => (IReadOnlyList<object?>)[scope.Figures.Month(row.Month), row.Expenses, row.Invoices, row.Expenses + row.Invoices])])
        {
            Total = ["Total", months.Sum(row => row.Expenses), months.Sum(row => row.Invoices), months.Sum(row => row.Expenses + row.Invoices)],
        });
    }

    private static void OverdueBlocks(List<ReportBlock> blocks, ReportScope scope, List<OverdueInvoice> overdue)
    {
        if (overdue.Count == 0)
        {
            blocks.Add(new ReportTable(scope.Say("Factures échues", "Overdue invoices"), [new(scope.Say("Projet", "Project"), ValueKind.Text)], [])
            {
                Empty = scope.Say("Aucune facture échue.", "No overdue invoice."),
            });
        }

        foreach (var group in overdue.GroupBy(row => row.Currency).OrderByDescending(group => group.Count()))
        {
            var suffix = $" – {group.Key.Symbol}";
            var payable = group.Where(row => row.Direction == FinanceDirections.Payable).ToList();
            if (payable.Count > 0)
            {
                blocks.Add(new BarChart(scope.Say("Factures à payer échues, par ancienneté", "Overdue payables by age") + suffix,
                    scope.Say("Montants restant à payer par tranche de retard.", "Amounts still to be paid, by days overdue."),
                    [.. Enum.GetValues<OverdueAge>().Select(age => new Bar(Labels.Age(scope.Language, age), payable.Where(row => Overdue.Age(row.Days) == age).Sum(row => row.Outstanding),
                        age switch { OverdueAge.Month => ReportStatus.Good, OverdueAge.Older => ReportStatus.Bad, _ => ReportStatus.Watch }))])
                { Currency = group.Key });
            }

            blocks.Add(new ReportTable(scope.Say("Factures échues", "Overdue invoices") + suffix,
                [
                    new(scope.Say("Projet", "Project"), ValueKind.Text), new(scope.Say("Tiers", "Party"), ValueKind.Text), new(scope.Say("Référence", "Reference"), ValueKind.Text),
                    new(scope.Say("Sens", "Direction"), ValueKind.Text), new(scope.Say("Échéance", "Due"), ValueKind.Date), new(scope.Say("Retard (j)", "Days late"), ValueKind.Count),
                    new(scope.Say("Reste dû", "Outstanding"), ValueKind.Amount) { Currency = group.Key },
                ],
                [.. group.OrderByDescending(row => row.Days).Select(row => (IReadOnlyList<object?>)[row.Project, row.Party, row.Reference, Labels.Direction(scope.Language, row.Direction), row.Due, row.Days, row.Outstanding])]));
        }
    }

    private static List<KpiCard> Cards(ReportScope scope, Currency currency, List<ProjectPosition> rows, List<OverdueInvoice> overdue)
    {
        var total = rows.Aggregate(BudgetPosition.Nothing, (sum, row) => sum + row.Position);
        var due = overdue.Where(row => row.Currency == currency && row.Direction == FinanceDirections.Payable).ToList();
        var status = StatusOf(total);
        KpiCard Amount(string french, string english, decimal value) => new() { Label = scope.Say(french, english), Kind = ValueKind.Amount, Value = value, Currency = currency };
        return
        [
            Amount("Budget", "Budget", total.Budget) with { Detail = scope.Count(rows.Count, "projet", "projets", "project", "projects") },
            Amount("Engagé", "Committed", total.Committed) with { Detail = scope.Say("réel et commandes", "actual and orders") },
            Amount("Réel", "Actual", total.Actual) with { Detail = total.ActualRate.Value is { } rate ? scope.Say($"{scope.Figures.Percent(rate)} du budget", $"{scope.Figures.Percent(rate)} of budget") : null },
            Amount("Disponible", "Available", total.Available) with
            {
                Detail = total.CommitmentRate.Value is { } used ? scope.Say($"{scope.Figures.Percent(used)} engagé", $"{scope.Figures.Percent(used)} committed") : Labels.Missing(scope.Language, total.CommitmentRate.Missing),
                Status = status,
                StatusWord = StatusWord(scope, total),
            },
            Amount("Factures échues", "Overdue invoices", due.Sum(row => row.Outstanding)) with
            {
                Detail = scope.Count(due.Count, "facture à payer", "factures à payer", "payable", "payables"),
                Status = due.Count == 0 ? ReportStatus.Good : due.Any(row => row.Days > 60) ? ReportStatus.Bad : ReportStatus.Watch,
                StatusWord = Labels.Standing(scope.Language, due.Count == 0 ? ReportStatus.Good : due.Any(row => row.Days > 60) ? ReportStatus.Bad : ReportStatus.Watch),
            },
        ];
    }

    private static string Headline(ReportScope scope, IReadOnlyList<ProjectPosition> positions, int over, List<OverdueInvoice> overdue)
    {
        var count = positions.Select(row => row.ProjectId).Distinct().Count();
        if (positions.Count == 0) return scope.Say("Aucun budget, aucune dépense et aucune facture dans ce périmètre.", "No budget, expense or invoice within this scope.");
        var first = over == 0
            ? scope.Say("Aucun budget n'est dépassé", "No budget is exceeded")
            : scope.Say($"{scope.Count(over, "budget dépassé", "budgets dépassés", "", "")}", $"{scope.Count(over, "", "", "budget exceeded", "budgets exceeded")}");
        return $"{scope.Count(count, "projet", "projets", "project", "projects")}. {first}, {scope.Count(overdue.Count, "facture échue", "factures échues", "overdue invoice", "overdue invoices")}.";
    }

    private static IEnumerable<string> Notes(ReportScope scope, bool several)
    {
        yield return scope.Say("Réel : les dépenses, et de chaque facture la part qui n'est pas déjà une dépense.", "Actual: expenses, and of each invoice the part that is not already an expense.");
        yield return scope.Say("Engagé : le réel, et ce qui reste à facturer sur les commandes confirmées. Disponible : budget moins engagé.", "Committed: actual, and what is still to be billed on confirmed orders. Available: budget less committed.");
        yield return scope.Say("Les brouillons et les lignes annulées ne comptent pas ; les factures à encaisser ne sont pas des coûts.", "Drafts and cancelled lines do not count; receivables are no cost.");
        if (several) yield return scope.Say("Deux devises ne s'additionnent jamais : chacune a ses tableaux.", "Two currencies never add up: each has its own tables.");
        if (scope.Period is not null) yield return scope.Say($"Budget, engagé et réel sont cumulés jusqu'au {scope.Figures.Date(scope.Until)}.", $"Budget, committed and actual are cumulative to {scope.Figures.Date(scope.Until)}.");
        foreach (var note in scope.Withheld((Resources.Supply, "commandes", "orders"))) yield return note;
    }

    private async Task<List<OverdueInvoice>> OverdueAsync(ReportScope scope, Dictionary<int, string> projects, CancellationToken cancellationToken)
    {
        var items = (await finances.OverdueAsync(scope, cancellationToken)).ToDictionary(item => item.Id);
        var parties = await db.Finances.AsNoTracking().Where(row => items.Keys.Contains(row.Id))
            .Select(row => new { row.Id, row.Supplier, row.Reference }).ToListAsync(cancellationToken);
        return [.. parties.Select(row => (Party: row, Item: items[row.Id])).Select(row => new OverdueInvoice(
            Name(scope, projects, row.Item.ProjectId), row.Party.Supplier, row.Party.Reference, row.Item.Direction, row.Item.DueDate,
            Overdue.Days(row.Item.DueDate, scope.Until) ?? 0, row.Item.Outstanding, row.Item.Currency))];
    }

    private sealed record OverdueInvoice(
        string Project, string? Party, string? Reference, string Direction, DateOnly Due, int Days, decimal Outstanding, Currency Currency);
}
