using System.Globalization;
using Peppi.Domain.Accounts;
using Peppi.Domain.Projects;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>Somebody of the demo.</summary>
internal sealed record DemoPerson(Guid Id, string Email, string Name, string Role, string Locale = "fr");

/// <summary>A project of the demo and what its figures are made from.</summary>
/// <param name="Project">The row.</param>
/// <param name="BudgetMillions">Its budget in millions of XAF.</param>
/// <param name="CostFactor">What the work costs against what was planned: above 1 it overruns.</param>
/// <param name="Units">Flats, houses or plots for sale; 0 for a public building.</param>
/// <param name="UnitPriceMillions">Price of one in millions of XAF.</param>
internal sealed record DemoProject(Project Project, decimal BudgetMillions, decimal CostFactor, int Units, decimal UnitPriceMillions);

/// <summary>The demo's group: a developer and builder in Cameroon, its people and its twelve sites.</summary>
internal static class DemoGroup
{
    public const string Currency = "XAF";

    public static readonly DemoPerson Admin = Person(1, "admin", "Clarisse Mbarga", RoleNames.Admin);
    public static readonly DemoPerson GeneralManagement = Person(2, "general_management", "Emmanuel Tchoumi", RoleNames.GeneralManagement);
    public static readonly DemoPerson ProjectManager = Person(3, "project_manager", "Aïssatou Njoya", RoleNames.ProjectManager);
    public static readonly DemoPerson FieldTeam = Person(4, "field_team", "Jean-Paul Ekambi", RoleNames.FieldTeam);
    public static readonly DemoPerson Finance = Person(5, "finance", "Solange Fotso", RoleNames.Finance);
    public static readonly DemoPerson Commercial = Person(6, "commercial", "Patrick Essomba", RoleNames.Commercial, "en");
    private static readonly DemoPerson SecondManager = Person(7, "hamadou.bello", "Hamadou Bello", RoleNames.ProjectManager);
    private static readonly DemoPerson ThirdManager = Person(8, "marie.nkoulou", "Marie Nkoulou", RoleNames.ProjectManager);
    private static readonly DemoPerson SecondField = Person(9, "ibrahim.oumarou", "Ibrahim Oumarou", RoleNames.FieldTeam);

    /// <summary>One person for each role, and those who run the other sites.</summary>
    public static readonly IReadOnlyList<DemoPerson> People =
        [Admin, GeneralManagement, ProjectManager, FieldTeam, Finance, Commercial, SecondManager, ThirdManager, SecondField];

    /// <summary>The sites. Dates are relative to today, so that the demo never grows old.</summary>
    public static IReadOnlyList<DemoProject> Projects(DateOnly today)
    {
        var id = 0;
        return
        [
            Make("DLA-01", "Résidence Les Palmiers", "Littoral", "Douala, Bonamoussadi", 4.0883m, 9.7380m, ProjectPhases.Works, ProjectStatuses.Active, ProjectManager, -19, 8, 1, 62, 4_850, 1.06m, 84, 62m, "Trois immeubles R+7, 84 appartements, parking en sous-sol."),
            Make("DLA-02", "Tours du Wouri", "Littoral", "Douala, Bonanjo", 4.0435m, 9.6890m, ProjectPhases.Works, ProjectStatuses.Active, ThirdManager, -22, 10, 3, 55, 9_200, 1.12m, 96, 105m, "Deux tours de bureaux et de logements, R+14."),
            Make("YDE-01", "Cité verte de Mbankomo", "Centre", "Mbankomo", 3.7878m, 11.3846m, ProjectPhases.Design, ProjectStatuses.Active, ThirdManager, -7, 26, 0, 6, 6_400, 1.00m, 120, 38m, "Cité de 120 villas économiques avec école et marché."),
            Make("YDE-02", "Résidence du Mfoundi", "Centre", "Yaoundé, Bastos", 3.8950m, 11.5160m, ProjectPhases.Handover, ProjectStatuses.Active, ThirdManager, -24, 1, 1, 97, 3_900, 0.97m, 48, 88m, "48 appartements de standing, livraison en cours."),
            Make("YDE-03", "Centre commercial de Mvan", "Centre", "Yaoundé, Mvan", 3.8230m, 11.5230m, ProjectPhases.Permitting, ProjectStatuses.Active, SecondManager, -10, 20, 2, 4, 7_100, 1.00m, 0, 0m, "Galerie de 60 boutiques et supermarché."),
            Make("KRI-01", "Villas de Grand Batanga", "Sud", "Kribi", 2.9400m, 9.9100m, ProjectPhases.Works, ProjectStatuses.Active, ProjectManager, -15, 7, 0, 58, 2_300, 0.95m, 26, 92m, "26 villas en bord de mer."),
            Make("BAF-01", "Marché couvert de Bafoussam", "Ouest", "Bafoussam, Marché A", 5.4778m, 10.4176m, ProjectPhases.Works, ProjectStatuses.Active, ProjectManager, -13, 5, 2, 66, 1_850, 1.09m, 0, 0m, "Halle de 420 étals, chambres froides, gare routière."),
            Make("GAR-01", "Logements sociaux de Garoua", "Nord", "Garoua, Roumdé Adjia", 9.3014m, 13.3977m, ProjectPhases.Works, ProjectStatuses.Active, SecondManager, -17, 9, 0, 51, 2_950, 0.99m, 110, 19m, "110 logements sociaux en terre stabilisée."),
            Make("MAR-01", "Lycée technique de Maroua", "Extrême-Nord", "Maroua, Domayo", 10.5956m, 14.3247m, ProjectPhases.Warranty, ProjectStatuses.Completed, SecondManager, -24, -3, 0, 100, 1_400, 1.01m, 0, 0m, "24 salles de classe, ateliers, internat."),
            Make("LIM-01", "Entrepôts du port de Limbé", "Sud-Ouest", "Limbé, Down Beach", 4.0242m, 9.2060m, ProjectPhases.Permitting, ProjectStatuses.OnHold, ThirdManager, -12, 14, 6, 9, 3_300, 1.00m, 0, 0m, "18 000 m² d'entrepôts sous douane; en attente de l'étude d'impact."),
            Make("BER-01", "Lotissement de Bertoua", "Est", "Bertoua, Nkolbikon", 4.5786m, 13.6846m, ProjectPhases.Study, ProjectStatuses.Planned, SecondManager, -3, 24, 0, 1, 950, 1.00m, 65, 9m, "65 parcelles viabilisées."),
            Make("NGD-01", "Campus de Dang", "Adamaoua", "Ngaoundéré, Dang", 7.4167m, 13.5470m, ProjectPhases.Study, ProjectStatuses.Planned, SecondManager, -2, 30, 0, 1, 4_100, 1.00m, 0, 0m, "Résidence universitaire de 600 lits."),
        ];

        DemoProject Make(
            string code, string name, string region, string address, decimal latitude, decimal longitude, string phase, string status, DemoPerson manager,
            int startMonths, int endMonths, int slipMonths, decimal percent, decimal budgetMillions, decimal costFactor, int units, decimal unitPriceMillions, string description)
        {
            var start = today.AddMonths(startMonths);
            return new DemoProject(
                new Project
                {
                    Id = ++id,
                    Code = code,
                    Name = name,
                    Region = region,
                    Address = address,
                    Phase = phase,
                    Status = status,
                    ManagerId = manager.Id,
                    Latitude = latitude,
                    Longitude = longitude,
                    StartDate = start,
                    EndDate = today.AddMonths(endMonths - slipMonths),
                    ForecastEndDate = today.AddMonths(endMonths),
                    PercentComplete = percent,
                    Currency = Currency,
                    TimeZone = "Africa/Douala",
                    Description = description,
                    CreatedAt = new DateTimeOffset(start.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero),
                },
                budgetMillions, costFactor, units, unitPriceMillions);
        }
    }

    /// <summary>Who works where, beside the managers.</summary>
    public static IReadOnlyList<ProjectMember> Members() =>
    [
        new() { Id = 1, ProjectId = 1, UserId = FieldTeam.Id, Function = "Conducteur de travaux" },
        new() { Id = 2, ProjectId = 6, UserId = FieldTeam.Id, Function = "Chef de chantier" },
        new() { Id = 3, ProjectId = 7, UserId = SecondField.Id, Function = "Chef de chantier" },
        new() { Id = 4, ProjectId = 8, UserId = SecondField.Id, Function = "Chef de chantier" },
        new() { Id = 5, ProjectId = 2, UserId = SecondField.Id, Function = "Topographe" },
        new() { Id = 6, ProjectId = 1, UserId = Commercial.Id, Function = "Vente sur plan" },
    ];

    private static DemoPerson Person(int number, string name, string displayName, string role, string locale = "fr") =>
        new(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-0000000000{number:00}")), $"{name}@demo.peppi.local", displayName, role, locale);
}
