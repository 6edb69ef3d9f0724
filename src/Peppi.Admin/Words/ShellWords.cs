using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>What stands around every page.</summary>
internal static class ShellWords
{
    public static readonly Phrase SkipToContent = new("Aller au contenu", "Skip to content");
    public static readonly Phrase MainNavigation = new("Navigation principale", "Main navigation");
    public static readonly Phrase YouAreHere = new("Fil d'Ariane", "Breadcrumb");
    public static readonly Phrase Home = new("Vue d'ensemble", "Overview");
    public static readonly Phrase HomeShort = new("Accueil", "Home");
    public static readonly Phrase Projects = new("Projets", "Projects");
    public static readonly Phrase Schedules = new("Rapports planifiés", "Scheduled reports");
    public static readonly Phrase SchedulesShort = new("Rapports", "Reports");
    public static readonly Phrase Users = new("Utilisateurs", "Users");
    public static readonly Phrase UsersShort = new("Comptes", "Users");
    public static readonly Phrase Roles = new("Rôles", "Roles");
    public static readonly Phrase Steering = new("Pilotage", "Steering");
    public static readonly Phrase Administration = new("Administration", "Administration");
    public static readonly Phrase Search = new("Rechercher", "Search");
    public static readonly Phrase SearchHint = new("Un projet, une personne, une page…", "A project, a person, a page…");
    public static readonly Phrase SearchNothing = new("Rien ne correspond à « {0} ».", "Nothing matches “{0}”.");
    public static readonly Phrase SearchStart = new("Tapez au moins deux lettres.", "Type at least two letters.");
    public static readonly CountedPhrase SearchFound = new(new("{0} résultat", "{0} result"), new("{0} résultats", "{0} results"));
    public static readonly Phrase Pages = new("Pages", "Pages");
    public static readonly Phrase ThemeLight = new("Thème clair", "Light theme");
    public static readonly Phrase ThemeDark = new("Thème sombre", "Dark theme");
    public static readonly Phrase ThemeSystem = new("Thème du système", "System theme");
    public static readonly Phrase SwitchLanguage = new("English", "Français");
    public static readonly Phrase Preferences = new("Affichage", "Display");
    public static readonly Phrase Account = new("Mon compte", "My account");
    public static readonly Phrase SignOut = new("Se déconnecter", "Sign out");
    public static readonly Phrase NoRole = new("Sans rôle", "No role");
    public static readonly Phrase AsOf = new("Données du {0}", "Data as of {0}");
    public static readonly Phrase Version = new("Peppi {0}", "Peppi {0}");
    public static readonly Phrase Tagline = new("Pilotage immobilier et chantiers", "Real-estate and construction steering");
}
