using Bogus;
using Peppi.Domain.Commercial;
using Peppi.Domain.Projects;
using Peppi.Domain.Strategie;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>KPIs with their history and action plans, and the sales.</summary>
internal sealed class DemoSteering(Faker faker, DateOnly today)
{
    private static readonly (string Name, string Unit, string Direction, decimal Target, decimal From, decimal To)[] Measures =
    [
        ("Avancement physique", "%", KpiDirections.Higher, 100, 0, 100),
        ("Indice de performance des coûts", "", KpiDirections.Higher, 1, 0.86m, 1.06m),
        ("Retard moyen des livraisons", "j", KpiDirections.Lower, 3, 1, 9),
        ("Taux de réserves levées", "%", KpiDirections.Higher, 95, 70, 98),
        ("Accidents avec arrêt", "", KpiDirections.Lower, 0, 0, 2),
    ];

    private static readonly (string Title, string Description)[] Plans =
    [
        ("Renégocier le délai du fournisseur d'acier", "Ajouter une pénalité de retard au contrat-cadre et un second fournisseur."),
        ("Renforcer l'équipe de second œuvre", "Deux équipes de carreleurs supplémentaires pour six semaines."),
        ("Lever les réserves du bloc A", "Visite contradictoire chaque vendredi jusqu'à zéro réserve."),
        ("Audit sécurité du chantier", "Audit externe, formation des chefs d'équipe, port du harnais contrôlé."),
        ("Revoir le planning des VRD", "Avancer le réseau d'assainissement avant la saison des pluies."),
    ];

    private static readonly string[] Surnames =
    [
        "Mbarga", "Fotso", "Tchoumi", "Njoya", "Essomba", "Nkoulou", "Kamga", "Ngo Bell", "Talla", "Abena", "Oumarou", "Bello", "Etoundi", "Wamba", "Moukoko",
        "Ngassa", "Atangana", "Djoumessi", "Eyenga", "Manga",
    ];

    public List<StrategieKpi> Kpis { get; } = [];

    public List<StrategieKpiValue> Values { get; } = [];

    public List<StrategieActionPlan> ActionPlans { get; } = [];

    public List<CommercialActivity> Sales { get; } = [];

    public void Add(DemoProject demo)
    {
        if (demo.Project.PercentComplete >= 3) AddKpis(demo);
        if (demo.Units > 0) AddSales(demo);
    }

    private void AddKpis(DemoProject demo)
    {
        var first = Kpis.Count;
        foreach (var (name, unit, direction, target, from, to) in Measures)
        {
            var kpi = new StrategieKpi
            {
                Id = Kpis.Count + 1,
                ProjectId = demo.Project.Id,
                KpiName = name,
                Unit = unit,
                Direction = direction,
                TargetValue = target,
                AmberThreshold = 95,
                RedThreshold = 85,
                CreatedAt = demo.Project.CreatedAt,
            };
            Kpis.Add(kpi);
            var progress = demo.Project.PercentComplete ?? 0;
            var months = Math.Min(18, (today.Year - demo.Project.StartDate!.Value.Year) * 12 + today.Month - demo.Project.StartDate.Value.Month);
            for (var month = months; month >= 1; month--)
            {
                var value = name == "Avancement physique" ? Math.Round(progress * (months - month + 1) / (months + 1), 1) : Math.Round(faker.Random.Decimal(from, to), unit == "" && target == 1 ? 2 : 0);
                Values.Add(new StrategieKpiValue
                {
                    Id = Values.Count + 1,
                    KpiId = kpi.Id,
                    ProjectId = demo.Project.Id,
                    PeriodStart = new DateOnly(today.Year, today.Month, 1).AddMonths(-month),
                    Value = value,
                    TargetValue = target,
                });
                kpi.CurrentValue = value;
            }

            if (name == "Avancement physique") kpi.CurrentValue = progress;
        }

        foreach (var (title, description) in faker.Random.Shuffle(Plans).Take(demo.Project.Phase == ProjectPhases.Works ? 3 : 1))
        {
            var due = today.AddDays(faker.Random.Int(-40, 70));
            var done = due < today && faker.Random.Bool(0.6f);
            ActionPlans.Add(new StrategieActionPlan
            {
                Id = ActionPlans.Count + 1,
                ProjectId = demo.Project.Id,
                KpiId = Kpis[first + faker.Random.Int(1, 4)].Id,
                Title = title,
                Description = description,
                OwnerId = demo.Project.ManagerId,
                DueDate = due,
                Status = done ? ActionPlanStatuses.Done : faker.PickRandom(ActionPlanStatuses.Open, ActionPlanStatuses.InProgress),
                CompletedDate = done ? due.AddDays(-faker.Random.Int(0, 6)) : null,
                Evidence = done ? "Compte rendu signé" : null,
                CreatedAt = new DateTimeOffset(due.AddDays(-60).ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero),
            });
        }
    }

    private void AddSales(DemoProject demo)
    {
        var start = demo.Project.StartDate!.Value.AddMonths(2);
        var span = today.DayNumber - start.DayNumber;
        if (span > 30)
        {
            var sold = (int)(demo.Units * Math.Min(0.92m, 0.15m + (demo.Project.PercentComplete ?? 0) / 130m));
            for (var unit = 1; unit <= sold; unit++) AddReservation(demo, unit, start.AddDays(span * unit / (sold + 1) + faker.Random.Int(0, 6)));
        }

        for (var prospect = 0; prospect < 6; prospect++)
        {
            var line = Sell(demo, CommercialActivityTypes.Pipeline, Client(), null, demo.UnitPriceMillions * 1_000_000, today.AddDays(-faker.Random.Int(1, 50)),
                faker.PickRandom(CommercialStatuses.Open, CommercialStatuses.Open, CommercialStatuses.Lost));
            line.Probability = faker.PickRandom(20, 40, 60, 80);
            line.Stage = line.Probability switch { 20 => PipelineStages.Contact, 40 => PipelineStages.Visit, _ => PipelineStages.Offer };
        }
    }

    private void AddReservation(DemoProject demo, int unit, DateOnly day)
    {
        if (day > today) day = today;
        var client = Client();
        var reference = DemoUnits.ReferenceOf(unit);
        var price = Math.Round(demo.UnitPriceMillions * faker.Random.Decimal(0.92m, 1.1m) * 10) * 100_000;
        var withdrawn = faker.Random.Bool(0.07f);
        var reservation = Sell(demo, CommercialActivityTypes.Reservation, client, reference, price, day, withdrawn ? CommercialStatuses.Cancelled : CommercialStatuses.Confirmed);
        reservation.ExpiresOn = day.AddDays(30);
        if (withdrawn) return;

        // Five calls for funds as the works go on; the first within the month, or the reservation lapses.
        decimal[] shares = [0.10m, 0.20m, 0.30m, 0.25m, 0.15m];
        for (var call = 0; call < shares.Length; call++)
        {
            var due = day.AddDays(20 + call * 110);
            if (due > today.AddDays(30)) break;
            var unpaid = due > today.AddDays(-45) && faker.Random.Bool(0.4f);
            var paidOn = due.AddDays(faker.Random.Int(-6, 9));
            var paid = !unpaid && paidOn <= today;
            var payment = Sell(demo, CommercialActivityTypes.Payment, client, reference, Math.Round(price * shares[call]), paid ? paidOn : due, paid ? CommercialStatuses.Paid : CommercialStatuses.Open);
            payment.ReservationId = reservation.Id;
            payment.DueDate = due;
            payment.PaidDate = paid ? paidOn : null;
            if (call == 0 && !paid) reservation.Status = due.AddDays(10) < today ? CommercialStatuses.Expired : CommercialStatuses.Open;
        }
    }

    private CommercialActivity Sell(DemoProject demo, string type, string client, string? unit, decimal amount, DateOnly day, string status)
    {
        var sale = new CommercialActivity
        {
            Id = Sales.Count + 1,
            ProjectId = demo.Project.Id,
            ActivityType = type,
            ClientName = client,
            UnitReference = unit,
            Amount = amount,
            Currency = DemoGroup.Currency,
            RecordDate = day,
            Status = status,
            Details = $$"""{"canal": "{{faker.PickRandom("agence", "site web", "salon", "parrainage")}}"}""",
            CreatedAt = new DateTimeOffset(day.ToDateTime(new TimeOnly(14, 0)), TimeSpan.Zero),
        };
        Sales.Add(sale);
        return sale;
    }

    private string Client() => $"{faker.Name.FirstName()} {faker.PickRandom(Surnames)}";
}
