using Bogus;
using Peppi.Domain.Finance;
using Peppi.Domain.Supply;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>Budgets, orders, invoices and expenses that belong together: what is ordered is billed, what is billed is paid or overdue.</summary>
internal sealed class DemoFinance(Faker faker, DateOnly today)
{
    private static readonly (string Category, decimal Share, string Label)[] Lines =
    [
        (FinanceCategories.Land, 0.10m, "Foncier"),
        (FinanceCategories.Studies, 0.05m, "Études et architecte"),
        (FinanceCategories.StructuralWorks, 0.36m, "Gros œuvre"),
        (FinanceCategories.FinishingWorks, 0.22m, "Second œuvre"),
        (FinanceCategories.Networks, 0.08m, "Voirie et réseaux divers"),
        (FinanceCategories.Equipment, 0.08m, "Équipements techniques"),
        (FinanceCategories.Marketing, 0.03m, "Commercialisation"),
        (FinanceCategories.Fees, 0.05m, "Honoraires, taxes, assurances"),
        (FinanceCategories.Contingency, 0.03m, "Imprévus"),
    ];

    private static readonly (string Item, string Unit, string Category, decimal Price, int Quantity, string Supplier)[] Goods =
    [
        ("Ciment CPJ 42,5", "sac 50 kg", FinanceCategories.StructuralWorks, 5_200, 1800, "Cimencam"),
        ("Ciment CPA 52,5", "sac 50 kg", FinanceCategories.StructuralWorks, 6_100, 1200, "Dangote Cement Cameroon"),
        ("Fer à béton HA 12", "barre", FinanceCategories.StructuralWorks, 5_900, 2400, "Prometal"),
        ("Fer à béton HA 8", "barre", FinanceCategories.StructuralWorks, 2_700, 3600, "Prometal"),
        ("Gravier 5/15", "m³", FinanceCategories.StructuralWorks, 19_000, 350, "Razel Carrières"),
        ("Sable de Sanaga", "m³", FinanceCategories.StructuralWorks, 14_500, 420, "Sablières de la Sanaga"),
        ("Parpaings de 15", "pièce", FinanceCategories.StructuralWorks, 320, 24000, "Briqueterie du Littoral"),
        ("Coffrage métallique", "m²", FinanceCategories.StructuralWorks, 27_000, 180, "Kemit Matériel"),
        ("Carrelage 60 × 60", "m²", FinanceCategories.FinishingWorks, 9_800, 2200, "Quincaillerie Centrale"),
        ("Peinture acrylique", "seau 25 kg", FinanceCategories.FinishingWorks, 46_000, 240, "Seigneurie Afrique"),
        ("Menuiserie aluminium", "m²", FinanceCategories.FinishingWorks, 92_000, 320, "Alubassa"),
        ("Portes isoplanes", "pièce", FinanceCategories.FinishingWorks, 68_000, 160, "Ecam Placages"),
        ("Tuyaux PVC 110", "barre", FinanceCategories.Networks, 7_400, 1500, "Plasticam"),
        ("Câble électrique 3 × 2,5", "rouleau", FinanceCategories.Networks, 74_000, 190, "Electro-Câbles Douala"),
        ("Tôles bac aluminium", "m²", FinanceCategories.StructuralWorks, 8_200, 2600, "Alucam"),
        ("Sanitaires complets", "jeu", FinanceCategories.FinishingWorks, 185_000, 95, "Quincaillerie Centrale"),
    ];

    // Bought abroad, and so billed in the seller's money.
    private static readonly (string Item, string Unit, decimal Price, int Quantity, string Supplier, string Currency)[] Imports =
    [
        ("Ascenseur 630 kg", "pièce", 38_500, 2, "Otis Europe", "EUR"),
        ("Groupe électrogène 250 kVA", "pièce", 46_200, 1, "SDMO Industries", "EUR"),
        ("Pompe surpressée", "pièce", 7_900, 3, "Salmson", "EUR"),
        ("Climatiseurs VRV", "jeu", 21_300, 2, "Daikin Middle East", "USD"),
    ];

    private static readonly string[] Contractors = ["Bouygues Bâtiment Cameroun", "BUNS Construction", "Ets Kamga & Fils", "Sogea-Satom", "Ndjeka BTP"];

    public List<FinanceRecord> Finances { get; } = [];

    public List<SupplyOrder> Orders { get; } = [];

    public void Add(DemoProject demo)
    {
        AddBudget(demo);
        if (demo.Project.PercentComplete < 3) return;
        AddDirectExpenses(demo);
        if (demo.Project.PercentComplete < 20) return;
        AddOrders(demo);
        AddWorks(demo);
    }

    private void AddBudget(DemoProject demo)
    {
        foreach (var (category, share, label) in Lines)
        {
            Record(demo, FinanceTypes.Budget, category, Round(demo.BudgetMillions * 1_000_000 * share), demo.Project.StartDate!.Value, $"Budget initial – {label}", FinanceStatuses.Approved);
        }

        if (demo.CostFactor <= 1.05m) return;
        var change = Record(demo, FinanceTypes.Budget, FinanceCategories.StructuralWorks, Round(demo.BudgetMillions * 20_000), today.AddMonths(-6), "Avenant n° 1 – fondations spéciales", FinanceStatuses.Approved);
        change.BudgetVersion = 2;
    }

    /// <summary>What is paid without an order: land, studies, fees, marketing, month after month.</summary>
    private void AddDirectExpenses(DemoProject demo)
    {
        var (start, last) = (demo.Project.StartDate!.Value, LastDay(demo));
        Record(demo, FinanceTypes.Expense, FinanceCategories.Land, Round(demo.BudgetMillions * 98_000), start.AddDays(12), "Acquisition du terrain", FinanceStatuses.Paid);
        var months = Math.Max(1, (last.Year - start.Year) * 12 + last.Month - start.Month);
        var progress = Math.Min(1m, (demo.Project.PercentComplete ?? 0) / 100m + 0.05m);
        foreach (var (category, share, label) in Lines.Where(line => line.Category is FinanceCategories.Studies or FinanceCategories.Fees or FinanceCategories.Marketing))
        {
            if (category == FinanceCategories.Marketing && demo.Units == 0) continue;
            var monthly = demo.BudgetMillions * 1_000_000 * share * progress * demo.CostFactor / months;
            for (var month = 0; month < months; month++)
            {
                var day = start.AddMonths(month).AddDays(faker.Random.Int(2, 25));
                if (day > last) break;
                var expense = Record(demo, FinanceTypes.Expense, category, Round(monthly * faker.Random.Decimal(0.75m, 1.25m)), day, $"{label} – {day:MM/yyyy}", FinanceStatuses.Paid);
                expense.PaidDate = day;
                expense.PaidAmount = expense.Amount;
            }
        }
    }

    private void AddOrders(DemoProject demo)
    {
        var start = demo.Project.StartDate!.Value.AddMonths(3);
        var last = LastDay(demo);
        var span = Math.Max(30, last.DayNumber - start.DayNumber);
        var scale = demo.BudgetMillions / 3_000m;
        var count = 30 + (int)((demo.Project.PercentComplete ?? 0) / 4);
        for (var number = 0; number < count; number++)
        {
            var ordered = start.AddDays(span * number / count + faker.Random.Int(0, 9));
            var abroad = number % 13 == 7 ? faker.PickRandom(Imports) : default;
            var good = faker.PickRandom(Goods);
            var order = new SupplyOrder
            {
                Id = Orders.Count + 1,
                ProjectId = demo.Project.Id,
                OrderNumber = $"BC-{demo.Project.Code}-{number + 1:000}",
                Supplier = abroad.Supplier ?? good.Supplier,
                Item = abroad.Item ?? good.Item,
                Unit = abroad.Unit ?? good.Unit,
                Quantity = abroad.Item is null ? Math.Max(1, (int)(good.Quantity * scale * faker.Random.Decimal(0.6m, 1.3m))) : abroad.Quantity,
                UnitPrice = abroad.Item is null ? good.Price : abroad.Price,
                Currency = abroad.Currency ?? DemoGroup.Currency,
                Category = abroad.Item is null ? good.Category : FinanceCategories.Equipment,
                OrderDate = ordered,
                PromisedDate = ordered.AddDays(abroad.Item is null ? faker.Random.Int(8, 21) : faker.Random.Int(60, 90)),
                IsCritical = faker.Random.Bool(0.12f),
                CreatedAt = At(ordered, 9),
            };
            Deliver(order);
            Orders.Add(order);
            if (order.ReceivedQuantity > 0) Bill(demo, order);
        }
    }

    /// <summary>Two of three come in time; the others late, some of them still awaited.</summary>
    private void Deliver(SupplyOrder order)
    {
        var promised = order.PromisedDate!.Value;
        var late = faker.Random.Bool(0.3f) ? faker.Random.Int(2, 28) : faker.Random.Int(-4, 0);

        // Of what was due lately, much is still awaited: that is what people look at.
        if (promised <= today && promised > today.AddDays(-20) && faker.Random.Bool(0.5f)) late = today.DayNumber - promised.DayNumber + faker.Random.Int(2, 12);
        var arrival = promised.AddDays(late);
        order.DeliveryDate = arrival;
        if (arrival <= today)
        {
            var partly = today.DayNumber - arrival.DayNumber < 30 && faker.Random.Bool(0.25f);
            order.Status = partly ? SupplyOrderStatuses.PartiallyDelivered : SupplyOrderStatuses.Delivered;
            order.ReceivedQuantity = partly ? order.Quantity / 2 : order.Quantity;
            order.ReceivedDate = partly ? null : arrival;
            return;
        }

        var age = today.DayNumber - order.OrderDate!.Value.DayNumber;
        order.Status = age <= 1 ? SupplyOrderStatuses.Draft : faker.Random.Bool(0.05f) && promised > today ? SupplyOrderStatuses.Cancelled : age < 4 ? SupplyOrderStatuses.Ordered : SupplyOrderStatuses.Confirmed;
        order.ReceivedQuantity = 0;
        if (promised < today) order.Notes = "Relance faite par téléphone, le fournisseur annonce une nouvelle date.";
    }

    private void Bill(DemoProject demo, SupplyOrder order)
    {
        var amount = (order.ReceivedQuantity ?? 0) * (order.UnitPrice ?? 0);
        var day = (order.ReceivedDate ?? order.DeliveryDate!.Value).AddDays(faker.Random.Int(0, 6));
        if (day > today) day = today;
        var invoice = Record(demo, FinanceTypes.Invoice, order.Category!, amount, day, $"{order.Item} – {order.OrderNumber}", FinanceStatuses.Approved);
        invoice.Currency = order.Currency;
        invoice.Supplier = order.Supplier;
        invoice.OrderId = order.Id;
        invoice.Reference = $"F{day:yyMM}-{invoice.Id:0000}";
        Settle(demo, invoice, day.AddDays(30));
    }

    /// <summary>The builders' monthly statements, with five percent kept back.</summary>
    private void AddWorks(DemoProject demo)
    {
        var start = demo.Project.StartDate!.Value.AddMonths(4);
        var last = LastDay(demo);
        var months = Math.Max(1, (last.Year - start.Year) * 12 + last.Month - start.Month);
        var contractor = faker.PickRandom(Contractors);
        var spent = Finances.Where(record => record.ProjectId == demo.Project.Id && record.Type != FinanceTypes.Budget && record.InvoiceId is null && record.Currency == DemoGroup.Currency).Sum(record => record.Amount ?? 0);
        var due = demo.BudgetMillions * 1_000_000 * (demo.Project.PercentComplete ?? 0) / 100m * demo.CostFactor - spent;
        for (var month = 0; month < months && due > 0; month++)
        {
            var day = start.AddMonths(month).AddDays(faker.Random.Int(20, 27));
            if (day > today) break;
            var amount = Round(due / months * faker.Random.Decimal(0.9m, 1.1m));
            var category = month * 10 < months * 6 ? FinanceCategories.StructuralWorks : FinanceCategories.FinishingWorks;
            var invoice = Record(demo, FinanceTypes.Invoice, category, amount, day, $"Situation de travaux n° {month + 1}", FinanceStatuses.Approved);
            invoice.Supplier = contractor;
            invoice.Reference = $"ST-{demo.Project.Code}-{month + 1:00}";
            invoice.RetentionRate = 5;
            invoice.RetentionAmount = Round(amount * 0.05m);
            invoice.RetentionDueDate = demo.Project.ForecastEndDate!.Value.AddYears(1);
            Settle(demo, invoice, day.AddDays(45));
        }
    }

    /// <summary>Old invoices are paid, most of them on the day; of those just due some are overdue, one is contested.</summary>
    private void Settle(DemoProject demo, FinanceRecord invoice, DateOnly due)
    {
        invoice.DueDate = due;
        var paidOn = due.AddDays(faker.Random.Int(-8, 12));
        var forgotten = due > today.AddDays(-75) && faker.Random.Bool(0.3f);
        if (paidOn > today || forgotten)
        {
            if (forgotten && faker.Random.Bool(0.15f)) invoice.Status = FinanceStatuses.Disputed;
            return;
        }

        var payable = (invoice.Amount ?? 0) - (invoice.RetentionAmount ?? 0);
        invoice.Status = invoice.RetentionAmount is null ? FinanceStatuses.Paid : FinanceStatuses.PartiallyPaid;
        invoice.PaidDate = paidOn;
        invoice.PaidAmount = payable;

        // The payment is an expense of its own in the books; its link says that it is no second cost.
        var payment = Record(demo, FinanceTypes.Expense, invoice.Category!, payable, paidOn, $"Règlement {invoice.Reference}", FinanceStatuses.Paid);
        payment.Currency = invoice.Currency;
        payment.Supplier = invoice.Supplier;
        payment.InvoiceId = invoice.Id;
        payment.OrderId = invoice.OrderId;
        payment.PaidDate = paidOn;
        payment.PaidAmount = payable;
    }

    private FinanceRecord Record(DemoProject demo, string type, string category, decimal amount, DateOnly day, string label, string status)
    {
        var record = new FinanceRecord
        {
            Id = Finances.Count + 1,
            ProjectId = demo.Project.Id,
            Type = type,
            Category = category,
            Amount = amount,
            Currency = DemoGroup.Currency,
            RecordDate = day,
            Label = label,
            Status = status,
            CreatedAt = At(day, 10),
        };
        Finances.Add(record);
        return record;
    }

    private DateOnly LastDay(DemoProject demo) => demo.Project.ForecastEndDate!.Value < today ? demo.Project.ForecastEndDate.Value : today;

    // People write francs CFA without centimes, and round.
    private static decimal Round(decimal amount) => Math.Round(amount / 1000m) * 1000m;

    private static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);
}
