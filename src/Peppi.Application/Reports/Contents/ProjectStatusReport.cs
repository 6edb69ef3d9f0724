using Peppi.Application.Reports.Document;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Reports.Contents;

/// <summary>Where each project stands: health, dates, money, late orders, alerts, KPIs and the last words from the field.</summary>
internal sealed class ProjectStatusReport(ProjectFactsReader reader)
{
    private const int MostAlerts = 20;

    public async Task<ReportDocument> BuildAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var facts = await reader.ReadAsync(scope, cancellationToken);
        List<ReportBlock> blocks = [Projects(scope, facts)];
        Slipping(blocks, scope, facts);
        Money(blocks, scope, facts);
        if (scope.Reads(Resources.Supply)) blocks.Add(Orders(scope, facts));
        if (scope.Reads(Resources.Alerts)) blocks.Add(AlertTable(scope, facts));
        if (scope.Reads(Resources.Strategie) && facts.Kpis.Count > 0) blocks.Add(Kpis(scope, facts));
        if (scope.Reads(Resources.Chantier)) blocks.Add(Messages(scope, facts));
        return new ReportDocument
        {
            Reference = scope.Reference,
            Language = scope.Language,
            Title = scope.Project is null ? Labels.ReportType(scope.Language, ReportTypes.ProjectStatus) : scope.Say("Situation du projet", "Project status"),
            Scope = scope.ScopeName,
            Headline = Headline(scope, facts),
            AsOf = scope.AsOf,
            Reader = scope.Reader,
            Filters = scope.Filters(),
            Cards = scope.Project is null ? PortfolioCards(scope, facts) : ProjectCards(scope, facts, scope.Project),
            Blocks = blocks,
            Notes = [.. Notes(scope)],
            Source = "Peppi",
        };
    }

    private static string Headline(ReportScope scope, ProjectFacts facts)
    {
        if (facts.Projects.Count == 0) return scope.Say("Aucun projet dans ce périmètre.", "No project within this scope.");
        if (scope.Project is { } project)
        {
            var late = Slippage.Days(project.EndDate, project.ForecastEndDate) is > 0 and var days ? scope.Say($", fin décalée de {scope.Count(days, "jour", "jours", "", "")}", $", end slipped by {scope.Count(days, "", "", "day", "days")}") : string.Empty;
            return $"{Labels.Phase(scope.Language, project.Phase)}, {Labels.Status(scope.Language, project.Status).ToLowerInvariant()}{late}.";
        }

        var bad = facts.Projects.Count(row => facts.HealthOf(row) == ReportStatus.Bad);
        var watch = facts.Projects.Count(row => facts.HealthOf(row) == ReportStatus.Watch);
        return $"{scope.Count(facts.Projects.Count, "projet", "projets", "project", "projects")}, {scope.Say($"dont {bad} en alerte et {watch} à surveiller", $"{bad} in alert and {watch} to watch")}.";
    }

    private static List<KpiCard> PortfolioCards(ReportScope scope, ProjectFacts facts)
    {
        var bad = facts.Projects.Count(row => facts.HealthOf(row) == ReportStatus.Bad);
        var late = facts.Projects.Count(row => Slippage.Days(row.EndDate, row.ForecastEndDate) >= Slippage.WatchFrom);
        var active = facts.Projects.Count(row => row.Status == ProjectStatuses.Active);
        List<KpiCard> cards =
        [
            Count(scope.Say("Projets", "Projects"), facts.Projects.Count) with { Detail = scope.Say($"dont {active} en cours", $"{active} active") },
            Judged(scope, scope.Say("En alerte", "In alert"), bad, bad > 0 ? ReportStatus.Bad : ReportStatus.Good),
            Judged(scope, scope.Say("En retard sur le planning", "Behind schedule"), late, late > 0 ? ReportStatus.Watch : ReportStatus.Good),
        ];
        if (scope.Reads(Resources.Supply)) cards.Add(OrdersCard(scope, facts));
        if (scope.Reads(Resources.Alerts)) cards.Add(AlertsCard(scope, facts));
        return cards;
    }

    private static List<KpiCard> ProjectCards(ReportScope scope, ProjectFacts facts, Project project)
    {
        var days = Slippage.Days(project.EndDate, project.ForecastEndDate);
        var slipped = days switch { null => ReportStatus.Unknown, >= Slippage.ActFrom => ReportStatus.Bad, >= Slippage.WatchFrom => ReportStatus.Watch, _ => ReportStatus.Good };
        List<KpiCard> cards =
        [
            new()
            {
                Label = scope.Say("Avancement physique", "Physical progress"), Kind = ValueKind.Percent, Value = project.PercentComplete / 100,
                Detail = project.PercentComplete is null ? Labels.Missing(scope.Language, MissingReason.NotMeasured) : Labels.Phase(scope.Language, project.Phase),
            },
            new()
            {
                Label = scope.Say("Décalage de la fin (jours)", "End slipped by (days)"), Kind = ValueKind.Count, Value = days,
                Status = slipped, StatusWord = Labels.Standing(scope.Language, slipped),
                Detail = project.ForecastEndDate is { } end ? scope.Say($"fin attendue le {scope.Figures.Date(end)}", $"expected end {scope.Figures.Date(end)}") : null,
            },
        ];
        if (facts.Positions.OrderByDescending(row => row.Currency.Code == project.Currency).FirstOrDefault() is { Position: var position, Currency: var currency })
        {
            cards.Add(new KpiCard
            {
                Label = scope.Say("Budget engagé", "Budget committed"),
                Kind = ValueKind.Percent,
                Value = position.CommitmentRate.Value,
                Status = FinanceReport.StatusOf(position),
                StatusWord = FinanceReport.StatusWord(scope, position),
                Detail = position.Budget > 0 ? scope.Say($"de {scope.Figures.Compact(new Money(position.Budget, currency))}", $"of {scope.Figures.Compact(new Money(position.Budget, currency))}") : Labels.Missing(scope.Language, MissingReason.NoBudget),
            });
        }

        if (scope.Reads(Resources.Supply)) cards.Add(OrdersCard(scope, facts));
        if (scope.Reads(Resources.Alerts)) cards.Add(AlertsCard(scope, facts));
        return cards;
    }

    private static KpiCard Count(string label, int value) => new() { Label = label, Kind = ValueKind.Count, Value = value };

    private static KpiCard Judged(ReportScope scope, string label, int value, ReportStatus status) =>
        Count(label, value) with { Status = status, StatusWord = Labels.Standing(scope.Language, status) };

    private static KpiCard OrdersCard(ReportScope scope, ProjectFacts facts)
    {
        var worst = facts.LateOrders.Count == 0 ? ReportStatus.Good : facts.LateOrders.Any(order => order.IsCritical) ? ReportStatus.Bad : ReportStatus.Watch;
        return Judged(scope, scope.Say("Commandes en retard", "Late orders"), facts.LateOrders.Count, worst) with
        {
            Detail = facts.LateOrders.Count == 0 ? null : scope.Say($"jusqu'à {facts.LateOrders.Max(order => order.Days)} j de retard", $"up to {facts.LateOrders.Max(order => order.Days)} days late"),
        };
    }

    private static KpiCard AlertsCard(ReportScope scope, ProjectFacts facts)
    {
        var pressing = facts.Alerts.Count(alert => alert.Priority is AlertPriorities.High or AlertPriorities.Critical);
        return Judged(scope, scope.Say("Alertes ouvertes", "Open alerts"), facts.Alerts.Count, pressing > 0 ? ReportStatus.Bad : facts.Alerts.Count > 0 ? ReportStatus.Watch : ReportStatus.Good) with
        {
            Detail = pressing == 0 ? null : scope.Say($"dont {pressing} de priorité haute", $"{pressing} of high priority"),
        };
    }

    private static ReportTable Projects(ReportScope scope, ProjectFacts facts)
    {
        if (scope.Project is { } only) return Overview(scope, facts, only);
        List<ReportColumn> columns =
        [
            new(scope.Say("Projet", "Project"), ValueKind.Text), new(scope.Say("Santé", "Health"), ValueKind.Status), new("Phase", ValueKind.Text), new(scope.Say("Statut", "Status"), ValueKind.Text),
            new(scope.Say("Fin initiale", "Baseline end"), ValueKind.Date), new(scope.Say("Fin attendue", "Expected end"), ValueKind.Date),
            new(scope.Say("Décalage (j)", "Slip (days)"), ValueKind.Count), new(scope.Say("Avancement", "Progress"), ValueKind.Percent),
        ];
        if (scope.Reads(Resources.Finance)) columns.Add(new(scope.Say("Engagé / budget", "Committed / budget"), ValueKind.Percent));
        if (scope.Reads(Resources.Supply)) columns.Add(new(scope.Say("Cdes en retard", "Late orders"), ValueKind.Count));
        if (scope.Reads(Resources.Alerts)) columns.Add(new(scope.Say("Alertes", "Alerts"), ValueKind.Count));
        return new ReportTable(scope.Say("Projets", "Projects"), columns, [.. facts.Projects.Select(project =>
        {
            var health = facts.HealthOf(project);
            List<object?> row =
            [
                project.Name, new StatusCell(health, Labels.Standing(scope.Language, health)), Labels.Phase(scope.Language, project.Phase), Labels.Status(scope.Language, project.Status),
                project.EndDate, project.ForecastEndDate, Slippage.Days(project.EndDate, project.ForecastEndDate), project.PercentComplete / 100,
            ];

            // One rate a project: that of the currency its budget is held in.
            var position = facts.Positions.Where(it => it.ProjectId == project.Id).OrderByDescending(it => it.Currency.Code == project.Currency).FirstOrDefault();
            if (scope.Reads(Resources.Finance)) row.Add(position?.Position.CommitmentRate.Value);
            if (scope.Reads(Resources.Supply)) row.Add(facts.LateOrders.Count(order => order.ProjectId == project.Id));
            if (scope.Reads(Resources.Alerts)) row.Add(facts.Alerts.Count(alert => alert.ProjectId == project.Id));
            return (IReadOnlyList<object?>)row;
        })])
        {
            Empty = scope.Say("Aucun projet n'est visible pour ce lecteur.", "No project is visible to this reader."),
        };
    }

    // Money, orders and alerts of one project have tables of their own below.
    private static ReportTable Overview(ReportScope scope, ProjectFacts facts, Project project)
    {
        var health = facts.HealthOf(project);
        return new ReportTable(scope.Say("Vue d'ensemble", "Overview"),
            [
                new(scope.Say("Santé", "Health"), ValueKind.Status), new("Phase", ValueKind.Text), new(scope.Say("Statut", "Status"), ValueKind.Text), new(scope.Say("Début", "Start"), ValueKind.Date),
                new(scope.Say("Fin initiale", "Baseline end"), ValueKind.Date), new(scope.Say("Fin attendue", "Expected end"), ValueKind.Date),
            ],
            [[new StatusCell(health, Labels.Standing(scope.Language, health)), Labels.Phase(scope.Language, project.Phase), Labels.Status(scope.Language, project.Status), project.StartDate, project.EndDate, project.ForecastEndDate]])
        {
            Note = project.Description,
        };
    }

    private static void Slipping(List<ReportBlock> blocks, ReportScope scope, ProjectFacts facts)
    {
        var late = facts.Projects.Select(project => (project.Name, Days: Slippage.Days(project.EndDate, project.ForecastEndDate) ?? 0)).Where(row => row.Days > 0)
            .OrderByDescending(row => row.Days).Take(12).ToList();
        if (late.Count < 2) return;
        blocks.Add(new BarChart(scope.Say("Décalage de la fin, en jours", "Days behind the baseline end"), scope.Say("Jours entre la fin initiale et la fin attendue.", "Days between baseline end and expected end."),
            [.. late.Select(row => new Bar(row.Name, row.Days, row.Days >= Slippage.ActFrom ? ReportStatus.Bad : row.Days >= Slippage.WatchFrom ? ReportStatus.Watch : ReportStatus.Good))]));
    }

    private static void Money(List<ReportBlock> blocks, ReportScope scope, ProjectFacts facts)
    {
        foreach (var group in FinanceReport.InOrder(facts.Positions))
        {
            ReportColumn Amount(string french, string english) => new(scope.Say(french, english), ValueKind.Amount) { Currency = group.Key };
            blocks.Add(new ReportTable($"{scope.Say("Budget, engagé, réel", "Budget, committed, actual")} – {group.Key.Symbol}",
                [
                    new(scope.Say("Projet", "Project"), ValueKind.Text), Amount("Budget", "Budget"), Amount("Engagé", "Committed"), Amount("Réel", "Actual"), Amount("Disponible", "Available"),
                    new(scope.Say("Taux", "Rate"), ValueKind.Percent), new(scope.Say("État", "Status"), ValueKind.Status),
                ],
                [.. group.OrderBy(row => facts.NameOf(row.ProjectId, ""), StringComparer.CurrentCulture).Select(row => (IReadOnlyList<object?>)
                    [facts.NameOf(row.ProjectId, ""), row.Position.Budget, row.Position.Committed, row.Position.Actual, row.Position.Available, row.Position.CommitmentRate.Value, new StatusCell(FinanceReport.StatusOf(row.Position), FinanceReport.StatusWord(scope, row.Position))])]));
        }
    }

    private static ReportTable Orders(ReportScope scope, ProjectFacts facts) => new(scope.Say("Commandes en retard", "Late orders"),
        [
            new(scope.Say("Projet", "Project"), ValueKind.Text), new(scope.Say("Article", "Item"), ValueKind.Text), new(scope.Say("Fournisseur", "Supplier"), ValueKind.Text),
            new(scope.Say("Promis le", "Promised"), ValueKind.Date), new(scope.Say("Retard (j)", "Days late"), ValueKind.Count), new(scope.Say("Jalon", "Milestone"), ValueKind.Status),
        ],
        [.. facts.LateOrders.OrderByDescending(order => order.Days).Select(order => (IReadOnlyList<object?>)
            [facts.NameOf(order.ProjectId, ""), order.Item, order.Supplier, order.Promised, order.Days, order.IsCritical ? new StatusCell(ReportStatus.Bad, scope.Say("Critique", "Critical")) : null])])
    {
        Empty = scope.Say("Aucune commande en retard.", "No late order."),
    };

    private static ReportTable AlertTable(ReportScope scope, ProjectFacts facts) => new(scope.Say("Alertes ouvertes", "Open alerts"),
        [
            new(scope.Say("Priorité", "Priority"), ValueKind.Status), new(scope.Say("Projet", "Project"), ValueKind.Text),
            new("Message", ValueKind.Text) { Wide = true }, new(scope.Say("Depuis le", "Since"), ValueKind.Date),
        ],
        [.. facts.Alerts.Take(MostAlerts).Select(alert => (IReadOnlyList<object?>)
            [Labels.Priority(scope.Language, alert.Priority), facts.NameOf(alert.ProjectId, scope.Say("Groupe", "Group")), alert.Message, DateOnly.FromDateTime(alert.CreatedAt.ToOffset(scope.AsOf.Offset).DateTime)])])
    {
        Empty = scope.Say("Aucune alerte ouverte.", "No open alert."),
        Note = facts.Alerts.Count > MostAlerts ? scope.Say($"Les {MostAlerts} plus pressantes sur {facts.Alerts.Count}.", $"The {MostAlerts} most pressing of {facts.Alerts.Count}.") : null,
    };

    private static ReportTable Kpis(ReportScope scope, ProjectFacts facts) => new(scope.Say("Indicateurs", "KPIs"),
        [
            new(scope.Say("Indicateur", "KPI"), ValueKind.Text), new(scope.Say("Projet", "Project"), ValueKind.Text), new(scope.Say("Valeur", "Value"), ValueKind.Number),
            new(scope.Say("Cible", "Target"), ValueKind.Number), new(scope.Say("Unité", "Unit"), ValueKind.Text), new(scope.Say("Atteint", "Reached"), ValueKind.Percent), new(scope.Say("État", "Status"), ValueKind.Status),
        ],
        [.. facts.Kpis.Select(kpi =>
        {
            var reached = KpiProgress.Reached(kpi.CurrentValue, kpi.TargetValue, kpi.Direction);
            var status = KpiProgress.Standing(reached, kpi.AmberThreshold, kpi.RedThreshold) switch { KpiStanding.Green => ReportStatus.Good, KpiStanding.Amber => ReportStatus.Watch, KpiStanding.Red => ReportStatus.Bad, _ => ReportStatus.Unknown };
            return (IReadOnlyList<object?>)
                [kpi.KpiName, facts.NameOf(kpi.ProjectId, scope.Say("Groupe", "Group")), kpi.CurrentValue, kpi.TargetValue, kpi.Unit, reached.Value, new StatusCell(status, status == ReportStatus.Unknown ? Labels.Missing(scope.Language, reached.Missing) : Labels.Standing(scope.Language, status))];
        })]);

    private static ReportVoices Messages(ReportScope scope, ProjectFacts facts) => new(scope.Say("Derniers messages du chantier", "Latest field messages"),
        [.. facts.Messages.Select(message => new Voice(message.Sender ?? scope.Say("Inconnu", "Unknown"), facts.NameOf(message.ProjectId, ""), message.ReceivedAt!.Value.ToOffset(scope.AsOf.Offset), message.MessageText!))],
        scope.Say("Aucun message du chantier.", "No field message."));

    private static IEnumerable<string> Notes(ReportScope scope)
    {
        yield return scope.Say("Santé : le pire des coûts, des délais, de la trésorerie, du silence et des alertes, jamais une moyenne ; un projet clos n'en a pas.", "Health: the worst of cost, schedule, cash, silence and alerts, never an average; a closed project has none.");
        yield return scope.Say(
            $"À surveiller dès {scope.Figures.Percent(BudgetPosition.WatchFrom, 0)} du budget engagé ou {Slippage.WatchFrom} jours de décalage ; en alerte au-delà de {scope.Figures.Percent(BudgetPosition.ActFrom, 0)} ou dès {Slippage.ActFrom} jours.",
            $"To watch from {scope.Figures.Percent(BudgetPosition.WatchFrom, 0)} of the budget committed or {Slippage.WatchFrom} days of slip; in alert beyond {scope.Figures.Percent(BudgetPosition.ActFrom, 0)} or from {Slippage.ActFrom} days.");
        foreach (var note in scope.Withheld((Resources.Finance, "finances", "finances"), (Resources.Supply, "commandes", "orders"), (Resources.Alerts, "alertes", "alerts"), (Resources.Strategie, "indicateurs", "KPIs"), (Resources.Chantier, "messages du chantier", "field messages"))) yield return note;
    }
}
