using Peppi.Admin.Shell;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;

namespace Peppi.Admin.Words;

/// <summary>Projects: list, map, form, page.</summary>
internal static class ProjectWords
{
    public static readonly CountedPhrase Projects = new(new("{0} projet", "{0} project"), new("{0} projets", "{0} projects"));
    public static readonly CountedPhrase InAlert = new(new("{0} en alerte", "{0} in alert"), new("{0} en alerte", "{0} in alert"));
    public static readonly CountedPhrase ToWatch = new(new("{0} à surveiller", "{0} to watch"), new("{0} à surveiller", "{0} to watch"));
    public static readonly Phrase AllWell = new("rien à signaler", "nothing to report");
    public static readonly CountedPhrase Shown = new(new("{0} affiché", "{0} shown"), new("{0} affichés", "{0} shown"));
    public static readonly Phrase New = new("Nouveau projet", "New project");
    public static readonly Phrase Create = new("Créer le projet", "Create the project");
    public static readonly Phrase EditTitle = new("Modifier {0}", "Edit {0}");
    public static readonly Phrase List = new("Liste", "List");
    public static readonly Phrase Map = new("Carte", "Map");
    public static readonly Phrase View = new("Présentation", "View");
    public static readonly Phrase Search = new("Nom, code, région, responsable", "Name, code, region, manager");
    public static readonly Phrase SearchLabel = new("Rechercher un projet", "Search for a project");
    public static readonly Phrase Filters = new("Filtres", "Filters");
    public static readonly Phrase NoneTitle = new("Aucun projet ne correspond", "No project matches");
    public static readonly Phrase NoneText = new("Élargissez la recherche ou effacez les filtres.", "Widen the search or clear the filters.");
    public static readonly Phrase EmptyTitle = new("Pas encore de projet", "No project yet");
    public static readonly Phrase EmptyText = new("Les projets que vous pilotez ou auxquels vous participez apparaîtront ici.", "The projects that you manage or work on will appear here.");

    public static readonly Phrase Name = new("Nom", "Name");
    public static readonly Phrase Project = new("Projet", "Project");
    public static readonly Phrase Code = new("Code", "Code");
    public static readonly Phrase CodeHint = new("Court, sur les documents et dans les messages de chantier. Exemple : DLA-03.", "Short, for documents and field messages. Example: DLA-03.");
    public static readonly Phrase Region = new("Région", "Region");
    public static readonly Phrase Address = new("Ville ou adresse du site", "Town or address of the site");
    public static readonly Phrase Phase = new("Phase", "Phase");
    public static readonly Phrase Status = new("Statut", "Status");
    public static readonly Phrase Health = new("Santé", "Health");
    public static readonly Phrase Manager = new("Responsable", "Manager");
    public static readonly Phrase NoManager = new("Sans responsable", "No manager");
    public static readonly Phrase Progress = new("Avancement", "Progress");
    public static readonly Phrase ProgressField = new("Avancement physique (%)", "Physical progress (%)");
    public static readonly Phrase End = new("Fin prévue", "Expected end");
    public static readonly Phrase StartDate = new("Début", "Start");
    public static readonly Phrase EndDate = new("Fin planifiée", "Planned end");
    public static readonly Phrase ForecastEndDate = new("Fin prévue à ce jour", "Expected end as of today");
    public static readonly Phrase ForecastHint = new("Si elle diffère de la fin planifiée.", "If it differs from the planned end.");
    public static readonly Phrase Currency = new("Devise du budget", "Currency of the budget");
    public static readonly Phrase Latitude = new("Latitude", "Latitude");
    public static readonly Phrase Longitude = new("Longitude", "Longitude");
    public static readonly Phrase LatitudeHint = new("En degrés. Exemple : 4,0511.", "In degrees. Example: 4.0511.");
    public static readonly Phrase LongitudeHint = new("En degrés, négatifs à l'ouest. Exemple : 9,7679.", "In degrees, negative in the west. Example: 9.7679.");
    public static readonly Phrase Description = new("Description", "Description");
    public static readonly Phrase Identity = new("Le projet", "The project");
    public static readonly Phrase Milestones = new("Jalons", "Milestones");
    public static readonly Phrase PlannedFor = new("prévu le {0}", "planned for {0}");
    public static readonly Phrase ExpectedOn = new("attendu le {0}", "expected on {0}");
    public static readonly Phrase ReachedOn = new("atteint le {0}", "reached on {0}");
    public static readonly Phrase OnDay = new("À l'heure", "On time");
    public static readonly Phrase ProgressSeen = new("Avancement relevé", "Progress as seen");
    public static readonly Phrase Course = new("Déroulement", "Course");
    public static readonly Phrase Site = new("Le site", "The site");
    public static readonly Phrase NotANumber = new("Écrivez un nombre. Exemple : 4,0511.", "Write a number. Example: 4.0511.");

    public static readonly Phrase Members = new("Équipe", "Team");
    public static readonly CountedPhrase MemberCount = new(new("{0} membre", "{0} member"), new("{0} membres", "{0} members"));
    public static readonly Phrase NoMembers = new("Personne d'autre ne travaille encore sur ce projet.", "Nobody else works on this project yet.");
    public static readonly Phrase AddMember = new("Ajouter un membre", "Add a member");
    public static readonly Phrase Add = new("Ajouter", "Add");
    public static readonly Phrase Person = new("Personne", "Person");
    public static readonly Phrase Function = new("Fonction", "Function");
    public static readonly Phrase FunctionHint = new("Exemple : conductrice de travaux.", "Example: site supervisor.");
    public static readonly Phrase Remove = new("Retirer", "Remove");
    public static readonly Phrase RemoveNamed = new("Retirer {0} de l'équipe", "Remove {0} from the team");
    public static readonly Phrase Someone = new("Une personne hors de votre annuaire", "Somebody outside of your directory");

    public static readonly Phrase Archive = new("Archiver", "Archive");
    public static readonly Phrase ArchiveTitle = new("Archiver {0} ?", "Archive {0}?");
    public static readonly Phrase ArchiveText = new(
        "Le projet sort des listes et de la carte. Ses données sont conservées et vous pourrez le rétablir.",
        "The project leaves the lists and the map. Its data is kept, and you can bring it back.");
    public static readonly Phrase Restore = new("Rétablir", "Bring back");
    public static readonly Phrase ArchivedNote = new("Ce projet est archivé.", "This project is archived.");

    public static readonly Phrase Created = new("Le projet {0} est créé.", "The project {0} is created.");
    public static readonly Phrase Changed = new("Les changements du projet {0} sont enregistrés.", "The changes of the project {0} are saved.");
    public static readonly Phrase Archived = new("Le projet {0} est archivé.", "The project {0} is archived.");
    public static readonly Phrase Restored = new("Le projet {0} est rétabli.", "The project {0} is back.");
    public static readonly Phrase MemberAdded = new("{0} fait partie de l'équipe et voit maintenant ce projet.", "{0} is part of the team and now sees this project.");
    public static readonly Phrase MemberRemoved = new("{0} ne fait plus partie de l'équipe.", "{0} is no longer part of the team.");

    public static readonly Phrase Alerts = new("Alertes ouvertes", "Open alerts");
    public static readonly CountedPhrase AlertCount = new(new("{0} alerte", "{0} alert"), new("{0} alertes", "{0} alerts"));
    public static readonly Phrase NoAlerts = new("Aucune alerte ouverte.", "No open alert.");
    public static readonly Phrase MapCaption = new("Carte des sites : chaque repère porte le numéro du projet dans la liste.", "Map of the sites: each mark bears the number of its project in the list.");
    public static readonly Phrase NotOnMap = new("Sans coordonnées", "Without coordinates");
    public static readonly Phrase Legend = new("Légende", "Legend");
    public static readonly CountedPhrase DaysLate = new(new("{0} jour de retard", "{0} day late"), new("{0} jours de retard", "{0} days late"));

    private static readonly Dictionary<string, Phrase> Phases = new()
    {
        [ProjectPhases.Study] = new("Étude", "Study"),
        [ProjectPhases.Design] = new("Conception", "Design"),
        [ProjectPhases.Permitting] = new("Autorisations", "Permitting"),
        [ProjectPhases.Works] = new("Travaux", "Works"),
        [ProjectPhases.Handover] = new("Livraison", "Handover"),
        [ProjectPhases.Warranty] = new("Garantie", "Warranty"),
    };

    private static readonly Dictionary<string, Phrase> Statuses = new()
    {
        [ProjectStatuses.Planned] = new("Planifié", "Planned"),
        [ProjectStatuses.Active] = new("En cours", "Active"),
        [ProjectStatuses.OnHold] = new("Suspendu", "On hold"),
        [ProjectStatuses.Completed] = new("Terminé", "Completed"),
        [ProjectStatuses.Cancelled] = new("Annulé", "Cancelled"),
        [ProjectStatuses.Archived] = new("Archivé", "Archived"),
    };

    private static readonly Dictionary<string, Phrase> Priorities = new()
    {
        [AlertPriorities.Info] = new("Information", "Information"),
        [AlertPriorities.Warning] = new("Attention", "Warning"),
        [AlertPriorities.High] = new("Importante", "High"),
        [AlertPriorities.Critical] = new("Critique", "Critical"),
    };

    private static readonly Dictionary<Health, Phrase> Healths = new()
    {
        [Domain.Projects.Health.Bad] = new("En alerte", "In alert"),
        [Domain.Projects.Health.Watch] = new("À surveiller", "To watch"),
        [Domain.Projects.Health.Unknown] = new("Non mesurée", "Not measured"),
        [Domain.Projects.Health.Good] = new("Conforme", "On track"),
    };

    private static readonly Dictionary<HealthReason, Phrase> Reasons = new()
    {
        [HealthReason.OnTrack] = new("Dans les délais, sans alerte importante", "On time, no alert of weight"),
        [HealthReason.NoEndDate] = new("Sans date de fin", "No end date"),
        [HealthReason.OnHold] = new("Projet suspendu", "On hold"),
        [HealthReason.Slipping] = new("La fin prévue glisse", "The expected end slips"),
        [HealthReason.Overdue] = new("Date de fin dépassée", "Past its end date"),
        [HealthReason.OpenAlert] = new("Alerte importante ouverte", "A high alert is open"),
        [HealthReason.OverCost] = new("Le réalisé coûte plus que prévu", "The work costs more than planned"),
        [HealthReason.OverBudget] = new("Le budget est presque épuisé ou dépassé", "The budget is nearly spent, or exceeded"),
        [HealthReason.CashOverdue] = new("Des factures sont échues depuis longtemps", "Bills are long overdue"),
        [HealthReason.Silent] = new("Aucun message du chantier depuis plusieurs jours", "No word from the site for days"),
        [HealthReason.CriticalAlert] = new("Alerte critique ouverte", "A critical alert is open"),
    };

    public static string Of(Health health) => Healths[health];

    public static string Of(HealthReason reason) => Reasons[reason];

    public static string PhaseOf(string? phase) => phase is null ? "–" : Phases.TryGetValue(phase, out var word) ? word : phase;

    public static string StatusOf(string? status) => status is null ? "–" : Statuses.TryGetValue(status, out var word) ? word : status;

    public static string PriorityOf(string priority) => Priorities.TryGetValue(priority, out var word) ? word : priority;

    public static string ToneOf(Health? health) => health switch
    {
        Domain.Projects.Health.Good => "good",
        Domain.Projects.Health.Watch => "watch",
        Domain.Projects.Health.Bad => "bad",
        _ => "unknown",
    };

    public static string ToneOfPriority(string priority) => priority switch
    {
        AlertPriorities.Critical => "bad",
        AlertPriorities.High or AlertPriorities.Warning => "watch",
        _ => "unknown",
    };
}
