using Bogus;
using Peppi.Domain.Alerts;
using Peppi.Domain.Chantier;
using Peppi.Domain.Projects;
using Peppi.Domain.Supply;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>What happens on the sites: stock that comes and goes, messages, alerts.</summary>
internal sealed class DemoSite(Faker faker, DateOnly today)
{
    private static readonly (string Item, string Unit, int Stock, int Daily, decimal Cost, int Lead)[] Stock =
    [
        ("Ciment CPJ 42,5", "sac 50 kg", 620, 26, 5_200, 10), ("Fer à béton HA 12", "barre", 540, 15, 5_900, 14),
        ("Sable de Sanaga", "m³", 90, 4, 14_500, 5), ("Gravier 5/15", "m³", 75, 3, 19_000, 6),
        ("Parpaings de 15", "pièce", 4_200, 160, 320, 7), ("Planches de coffrage", "pièce", 380, 6, 4_100, 8),
        ("Peinture acrylique", "seau 25 kg", 44, 1, 46_000, 12), ("Gasoil", "litre", 900, 55, 830, 3),
    ];

    private static readonly string[] Texts =
    [
        "Bonjour chef, coulage du plancher terminé ce matin, 42 m³ mis en œuvre.", "Livraison de ciment reçue, 400 sacs, bon signé.",
        "Il manque du fer HA 12 pour finir les poteaux du 3e niveau.", "La grue est en panne depuis 10 h, le technicien arrive.",
        "Équipe de 34 ouvriers présente aujourd'hui.", "Pluie forte toute la matinée, terrassement arrêté.", "Photos de la façade nord en pièce jointe.",
        "Réunion de chantier faite avec le bureau de contrôle, pas de réserve.", "L'électricien commence le tirage des câbles demain.",
        "Besoin de 6 bottes et 10 casques pour les nouveaux.", "Le voisin se plaint de la poussière, on arrose la piste.", "Carrelage du bloc B posé à 60 %.",
        "Essai béton à 28 jours conforme : 31 MPa.", "Le camion de sable n'est toujours pas là.", "Fin de journée, site fermé, gardien en place.",
        "Étanchéité de la terrasse reprise autour des évacuations.",
    ];

    private static readonly string[] Urgent =
    [
        "URGENT : un ouvrier blessé à la main, évacué à l'hôpital, rien de grave.", "URGENT : fissure apparue sur le voile du sous-sol, zone fermée.",
        "URGENT : coupure d'eau, le béton prévu à 14 h doit être reporté.", "🚨 Vol de câbles constaté ce matin, la gendarmerie est prévenue.",
    ];

    private static readonly string[] Senders = ["Jean-Paul Ekambi", "Ibrahim Oumarou", "Chef Mboua", "Serge Atangana", "Pélagie Ngo Bisseck", "Alhadji Sali"];

    public List<InventoryItem> Items { get; } = [];

    public List<InventoryMovement> Movements { get; } = [];

    public List<ChantierMessage> Messages { get; } = [];

    /// <summary>Who writes, by name.</summary>
    public List<ChantierContact> Contacts { get; } = [.. Senders.Select((name, at) => new ChantierContact
    {
        Id = at + 1, Name = name, Phone = $"+23769900010{at}", ManychatId = $"9876543210987650{at}", Consent = ConsentStates.OptedIn, ConsentSource = MessageChannels.ManyChat,
    })];

    public List<Alert> Alerts { get; } = [];

    public void Add(Project project)
    {
        if (project.Phase is not (ProjectPhases.Works or ProjectPhases.Handover)) return;
        AddStock(project);
        AddMessages(project);
    }

    /// <summary>Alerts that the other records give reason for.</summary>
    public void AddAlerts(IReadOnlyList<DemoProject> projects, DemoFinance finance)
    {
        foreach (var order in finance.Orders.Where(order => order.Status == SupplyOrderStatuses.Confirmed && order.PromisedDate < today).Take(14))
        {
            var days = today.DayNumber - order.PromisedDate!.Value.DayNumber;
            Raise(order.ProjectId, "late_delivery", order.IsCritical ? AlertPriorities.Critical : AlertPriorities.High,
                $"{order.Item} ({order.OrderNumber}, {order.Supplier}) : {days} j de retard.", $"late_delivery:{order.Id}", days);
        }

        foreach (var invoice in finance.Finances.Where(record => record is { Type: "invoice", PaidDate: null } && record.DueDate < today).Take(12))
        {
            var days = today.DayNumber - invoice.DueDate!.Value.DayNumber;
            Raise(invoice.ProjectId, "invoice_overdue", days > 30 ? AlertPriorities.High : AlertPriorities.Warning,
                $"Facture {invoice.Reference} ({invoice.Supplier}) échue depuis {days} j.", $"invoice_overdue:{invoice.Id}", days);
        }

        foreach (var item in Items.Where(item => item.QuantityOnHand <= item.ReorderPoint))
        {
            Raise(item.ProjectId, "low_stock", item.QuantityOnHand == 0 ? AlertPriorities.Critical : AlertPriorities.High,
                $"{item.ItemName} : {item.QuantityOnHand} {item.Unit} en stock, seuil {item.ReorderPoint}.", $"low_stock:{item.Id}", faker.Random.Int(0, 3));
        }

        foreach (var demo in projects.Where(demo => demo.Project.ForecastEndDate > demo.Project.EndDate))
        {
            Raise(demo.Project.Id, "schedule_slipped", AlertPriorities.Warning, $"{demo.Project.Name} : fin prévue reportée au {demo.Project.ForecastEndDate:dd/MM/yyyy}.",
                $"schedule_slipped:{demo.Project.Id}", faker.Random.Int(5, 60));
        }

        for (var at = 2; at < Alerts.Count; at += 3) Close(Alerts[at]);
    }

    private void AddStock(Project project)
    {
        foreach (var (name, unit, stock, daily, cost, lead) in Stock)
        {
            var item = new InventoryItem
            {
                Id = Items.Count + 1,
                ProjectId = project.Id,
                ItemName = name,
                Unit = unit,
                ReorderPoint = daily * lead,
                LeadTimeDays = lead,
                UnitCost = cost,
                Currency = DemoGroup.Currency,
                Location = faker.PickRandom("Magasin", "Aire A", "Aire B", "Conteneur 2"),
            };
            Items.Add(item);

            // Thirty days of use; the stock that is left is what the movements give.
            var level = stock + daily * faker.Random.Int(8, 22);
            Move(item, InventoryMovementTypes.Adjustment, level, today.AddDays(-31), "Inventaire");
            for (var day = -30; day < 0; day++)
            {
                if (today.AddDays(day).DayOfWeek == DayOfWeek.Sunday) continue;
                var used = Math.Min(level, faker.Random.Int(daily / 2, daily * 2));
                if (used > 0) Move(item, InventoryMovementTypes.Issue, -used, today.AddDays(day), null);
                level -= used;
                if (level > daily * lead / 2 || !faker.Random.Bool(0.35f)) continue;
                Move(item, InventoryMovementTypes.Receipt, stock / 2, today.AddDays(day), "Livraison");
                level += stock / 2;
            }

            item.QuantityOnHand = level;
        }
    }

    private void Move(InventoryItem item, string type, int quantity, DateOnly day, string? notes) => Movements.Add(new InventoryMovement
    {
        Id = Movements.Count + 1,
        ItemId = item.Id,
        ProjectId = item.ProjectId,
        MovementType = type,
        Quantity = quantity,
        MovedOn = day,
        Notes = notes,
    });

    private void AddMessages(Project project)
    {
        // Nobody has written from Garoua for a week: silence is a sign too.
        var last = project.Code == "GAR-01" ? 7 : 0;
        for (var day = 240; day >= last; day--)
        {
            var date = today.AddDays(-day);
            if (date.DayOfWeek == DayOfWeek.Sunday) continue;
            for (var count = faker.Random.Int(0, 3); count > 0; count--)
            {
                var urgent = faker.Random.Bool(0.015f);
                var received = new DateTimeOffset(date.ToDateTime(new TimeOnly(faker.Random.Int(5, 16), faker.Random.Int(0, 59))), TimeSpan.Zero);
                var photo = faker.Random.Bool(0.25f);
                Messages.Add(new ChantierMessage
                {
                    Id = Messages.Count + 1,
                    ProjectId = project.Id,
                    Sender = faker.PickRandom(Senders),
                    SenderPhone = "+2376" + faker.Random.ReplaceNumbers("########"),
                    MessageText = urgent ? faker.PickRandom(Urgent) : faker.PickRandom(Texts),
                    MediaUrl = photo ? $"chantier/{project.Id}/{received:yyyyMMdd-HHmm}.jpg" : null,
                    MediaType = photo ? "image/jpeg" : null,
                    Channel = MessageChannels.ManyChat,
                    ExternalId = $"demo-{Messages.Count + 1}",
                    IsUrgent = urgent,
                    ReceivedAt = received,
                    OccurredAt = received,
                    RoutedBy = MessageRoutes.Contact,
                    IngestedAt = received,
                    CreatedAt = received,
                });
            }
        }
    }

    /// <summary>Messages of people whose site nobody knows yet.</summary>
    public void AddUnsorted()
    {
        var yesterday = new DateTimeOffset(today.AddDays(-1).ToDateTime(new TimeOnly(15, 20)), TimeSpan.Zero);
        string[] texts = ["Bonjour, l'équipe d'électriciens commence lundi : sur quel chantier ?", "Le camion de gravier est devant le portail, qui réceptionne ?", "Photos du ferraillage envoyées hier, bien reçues ?"];
        foreach (var (text, at) in texts.Select((text, at) => (text, at)))
        {
            var received = yesterday.AddHours(-3 * at);
            Messages.Add(new ChantierMessage
            {
                Id = Messages.Count + 1,
                Sender = Senders[at],
                SenderPhone = Contacts[at].Phone,
                ContactId = Contacts[at].Id,
                MessageText = text,
                Channel = MessageChannels.ManyChat,
                ExternalId = $"demo-{Messages.Count + 1}",
                ReceivedAt = received,
                OccurredAt = received,
                IngestedAt = received,
                CreatedAt = received,
            });
        }
    }

    private void Raise(int? project, string type, string priority, string message, string key, int daysAgo) => Alerts.Add(new Alert
    {
        Id = Alerts.Count + 1,
        ProjectId = project,
        AlertType = type,
        Priority = priority,
        Message = message,
        DedupKey = key,
        CreatedAt = new DateTimeOffset(today.AddDays(-daysAgo).ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero),
    });

    private void Close(Alert alert)
    {
        alert.AcknowledgedBy = DemoGroup.GeneralManagement.Id;
        alert.AcknowledgedAt = alert.CreatedAt.AddHours(3);
        alert.Status = alert.Id % 2 == 0 ? AlertStatuses.Acknowledged : AlertStatuses.Resolved;
        if (alert.Status == AlertStatuses.Resolved) alert.ResolvedAt = alert.CreatedAt.AddHours(30);
    }
}
