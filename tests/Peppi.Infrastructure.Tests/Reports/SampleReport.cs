using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Tests.Reports;

/// <summary>A report with one of everything a report can hold, hostile names included.</summary>
internal static class SampleReport
{
    public static readonly Currency Xaf = Currency.Of("XAF");

    private static readonly string[] Names =
    [
        "Résidence Les Palmiers de Bonamoussadi", "Tour Émeraude – Yaoundé", "=cmd|' /C calc'!A0", "<script>alert(1)</script> & fils",
        "Logements sociaux d'Olembé", "@Marché couvert de Bafoussam", "+Centre commercial Akwa", "-Villas du Lac", "Campus de Ngoa-Ekellé",
        "Cité des Cadres de Kribi", "Îlot Maritime", "Résidence Œillet",
    ];

    public static ReportDocument Make(int rows = 12, Language language = Language.French)
    {
        var french = language == Language.French;
        var lines = Enumerable.Range(0, rows).Select(index =>
        {
            var budget = 1_250_000_000m + (index % 97 * 83_412_345m);
            var actual = Math.Round(budget * (0.35m + (index % 9 * 0.085m)));
            var committed = actual + Math.Round(budget * 0.12m);
            var ratio = committed / budget;
            var status = ratio > 1 ? ReportStatus.Bad : ratio > 0.8m ? ReportStatus.Watch : ReportStatus.Good;
            return (Name: index < Names.Length ? Names[index] : $"Lot {index + 1}", budget, committed, actual, ratio, status);
        }).ToList();
        return new ReportDocument
        {
            Reference = "R-20261122-7f3a91c2",
            Language = language,
            Title = french ? "Situation financière" : "Financial position",
            Scope = french ? "Portefeuille" : "Portfolio",
            Headline = french ? "12 projets, dont 3 engagés au-delà de leur budget." : "12 projects, 3 of them committed beyond their budget.",
            AsOf = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.FromHours(1)),
            Reader = "dg@demo.peppi.local",
            Filters = [new(french ? "Période" : "Period", french ? "janv. 2025 – nov. 2026" : "Jan 2025 – Nov 2026")],
            Cards =
            [
                new() { Label = "Budget", Kind = ValueKind.Amount, Value = lines.Sum(line => line.budget), Currency = Xaf, Detail = french ? "sur 12 projets" : "over 12 projects" },
                new() { Label = french ? "Engagé" : "Committed", Kind = ValueKind.Amount, Value = lines.Sum(line => line.committed), Currency = Xaf, Status = ReportStatus.Watch, StatusWord = french ? "À surveiller" : "Watch", Trend = new(Trend.Up, french ? "+4,2 % en un mois" : "+4.2% in a month") },
                new() { Label = french ? "Réel" : "Actual", Kind = ValueKind.Amount, Value = lines.Sum(line => line.actual), Currency = Xaf, Status = ReportStatus.Good, StatusWord = french ? "Conforme" : "On plan" },
                new() { Label = french ? "Disponible" : "Available", Kind = ValueKind.Amount, Value = -12_450_000m, Currency = Xaf, Status = ReportStatus.Bad, StatusWord = french ? "Dépassé" : "Overrun" },
                new() { Label = french ? "Taux d'engagement" : "Commitment rate", Kind = ValueKind.Percent, Value = null, Detail = french ? "Aucun budget saisi" : "No budget recorded" },
            ],
            Blocks =
            [
                new BulletChart(french ? "Consommation du budget par projet" : "Budget use by project", "Réel et engagé de chaque projet, rapportés à son budget.",
                    [.. lines.Take(12).Select(line => new Bullet(line.Name, line.budget, line.committed, line.actual, line.status))],
                    french ? "Réel" : "Actual", french ? "Engagé" : "Committed", "Budget") { Currency = Xaf },
                new ReportTable(french ? "Budget, engagé, réel" : "Budget, committed, actual",
                    [
                        new(french ? "Projet" : "Project", ValueKind.Text), new("Budget", ValueKind.Amount) { Currency = Xaf },
                        new(french ? "Engagé" : "Committed", ValueKind.Amount) { Currency = Xaf }, new(french ? "Réel" : "Actual", ValueKind.Amount) { Currency = Xaf },
                        new(french ? "Disponible" : "Available", ValueKind.Amount) { Currency = Xaf }, new(french ? "Taux" : "Rate", ValueKind.Percent),
                        new(french ? "Fin prévue" : "Planned end", ValueKind.Date), new(french ? "État" : "Status", ValueKind.Status),
                    ],
                    [.. lines.Select((line, index) => (IReadOnlyList<object?>)
                    [
                        line.Name, line.budget, line.committed, line.actual, line.budget - line.committed, line.ratio, new DateOnly(2027, (index % 12) + 1, 28),
                        new StatusCell(line.status, line.status switch { ReportStatus.Bad => "Dépassé", ReportStatus.Watch => "À surveiller", _ => "Conforme" }),
                    ])])
                {
                    Total = [french ? "Total" : "Total", lines.Sum(line => line.budget), lines.Sum(line => line.committed), lines.Sum(line => line.actual), lines.Sum(line => line.budget - line.committed), null, null, null],
                    Note = french ? "Les montants en une autre devise ont leur propre tableau." : "Amounts in another currency have a table of their own.",
                },
                new LineChart(french ? "Dépenses et factures par mois" : "Expenses and invoices by month", "Vingt-trois mois.",
                    [.. Enumerable.Range(0, 23).Select(index => new DateOnly(2025, 1, 1).AddMonths(index))],
                    [
                        new(french ? "Dépenses" : "Expenses", [.. Enumerable.Range(0, 23).Select(index => 180_000_000m + (index * index % 17 * 21_000_000m))]),
                        new(french ? "Factures" : "Invoices", [.. Enumerable.Range(0, 23).Select(index => 120_000_000m + (index * 7 % 13 * 24_000_000m))]),
                    ]) { Currency = Xaf },
                new BarChart(french ? "Factures échues par ancienneté" : "Overdue invoices by age", "Quatre tranches.",
                    [new("0–30 j", 84_000_000m), new("31–60 j", 31_500_000m, ReportStatus.Watch), new("61–90 j", 12_000_000m, ReportStatus.Watch), new("> 90 j", 45_250_000m, ReportStatus.Bad)]) { Currency = Xaf },
                new ReportTable(french ? "Commandes en retard" : "Late orders", [new("Commande", ValueKind.Text)], []) { Empty = french ? "Aucune commande en retard." : "No late order." },
                new ReportVoices(french ? "Derniers messages du chantier" : "Latest field messages",
                    [
                        new("Chef de chantier", Names[0], new DateTimeOffset(2026, 11, 21, 17, 12, 0, TimeSpan.FromHours(1)), "Coulage de la dalle R+2 terminé, début du ferraillage demain. Camion de ciment attendu à 8 h."),
                        new("+237 6 99 12 34 56", Names[3], new DateTimeOffset(2026, 11, 20, 9, 40, 0, TimeSpan.FromHours(1)), "<img src=http://127.0.0.1/x onerror=alert(1)> =1+1"),
                    ], french ? "Aucun message." : "No message."),
            ],
            Notes =
            [
                french ? "Réel : dépenses, et factures qui ne sont pas déjà une dépense." : "Actual: expenses, and invoices that are not already an expense.",
                french ? "Engagé : réel, et commandes confirmées qui ne sont pas encore facturées." : "Committed: actual, and confirmed orders not yet invoiced.",
            ],
            Source = "Peppi",
        };
    }
}
