using Peppi.Admin.Shell;
using Peppi.Domain.Accounts;

namespace Peppi.Admin.Words;

/// <summary>Roles and the permission matrix.</summary>
internal static class RoleWords
{
    public static readonly CountedPhrase Roles = new(new("{0} rôle", "{0} role"), new("{0} rôles", "{0} roles"));
    public static readonly Phrase ListAnswer = new("{0} ; ce qu'ils permettent vaut partout : pages, API, rapports.", "{0}; what they allow holds everywhere: pages, API, reports.");
    public static readonly Phrase New = new("Nouveau rôle", "New role");
    public static readonly Phrase Create = new("Créer le rôle", "Create the role");
    public static readonly Phrase Name = new("Nom", "Name");
    public static readonly Phrase NameHint = new("Exemple : Contrôle interne.", "Example: Internal audit.");
    public static readonly Phrase Description = new("À quoi il sert", "What it is for");
    public static readonly Phrase Like = new("Droits de départ", "Permissions to start with");
    public static readonly Phrase LikeNone = new("Aucun droit", "No permission");
    public static readonly Phrase LikeRole = new("Ceux de {0}", "Those of {0}");
    public static readonly CountedPhrase People = new(new("{0} personne", "{0} person"), new("{0} personnes", "{0} people"));
    public static readonly CountedPhrase Permissions = new(new("{0} droit", "{0} permission"), new("{0} droits", "{0} permissions"));
    public static readonly Phrase PermissionsHead = new("Droits", "Permissions");
    public static readonly Phrase ForAllHead = new("dont sur tout", "of them on everything");
    public static readonly Phrase PeopleHead = new("Personnes", "People");
    public static readonly Phrase Kind = new("Origine", "Origin");
    public static readonly Phrase BuiltIn = new("Fourni", "Built in");
    public static readonly Phrase Own = new("Ajouté", "Added");
    public static readonly Phrase Matrix = new("Matrice des droits", "Permission matrix");
    public static readonly Phrase Domain = new("Domaine", "Domain");
    public static readonly Phrase MatrixHelp = new(
        "« Les siens » : les lignes de ses projets (responsable ou membre), ses rapports, ses planifications, son compte. Un changement vaut dès le prochain clic de chacun.",
        "“Own”: the rows of one's projects (manager or member), one's reports, schedules and account. A change holds from everybody's next click.");
    public static readonly Phrase LockedHelp = new("L'administration garde toujours ses droits sur les comptes et les rôles : sans eux, personne ne pourrait les rendre.", "Administration always keeps its permissions on users and roles: without them nobody could give them back.");
    public static readonly CountedPhrase ChangedCells = new(new("# droit modifié, pas encore enregistré", "# permission changed, not saved yet"), new("# droits modifiés, pas encore enregistrés", "# permissions changed, not saved yet"));
    public static readonly Phrase Review = new("Vérifier les changements", "Review the changes");
    public static readonly Phrase ReviewTitle = new("Confirmer les changements", "Confirm the changes");
    public static readonly Phrase Nothing = new("Aucun droit n'a été changé.", "No permission was changed.");
    public static readonly Phrase Gains = new("Le rôle {0} peut désormais {1}", "The role {0} may now {1}");
    public static readonly Phrase Loses = new("Le rôle {0} ne peut plus {1}", "The role {0} may no longer {1}");
    public static readonly Phrase Narrows = new("Le rôle {0} ne peut plus {1} que pour les siens", "The role {0} may {1} for their own only");
    public static readonly Phrase Widens = new("Le rôle {0} peut désormais {1}, pour tous et non plus les siens seulement", "The role {0} may now {1}, for all and no longer their own only");
    public static readonly Phrase OwnOnly = new("{0} (les siens)", "{0} (their own)");
    public static readonly CountedPhrase Concerned = new(new("{0} personne concernée", "{0} person concerned"), new("{0} personnes concernées", "{0} people concerned"));
    public static readonly Phrase NobodyConcerned = new("Personne n'a ce rôle pour le moment.", "Nobody has this role at present.");
    public static readonly Phrase Apply = new("Appliquer les changements", "Apply the changes");
    public static readonly Phrase Back = new("Revenir à la matrice", "Back to the matrix");
    public static readonly Phrase Applied = new("Droits du rôle {0} enregistrés : {1}, {2}. {3}.", "Permissions of the role {0} saved: {1}, {2}. {3}.");
    public static readonly CountedPhrase Given = new(new("{0} donné", "{0} given"), new("{0} donnés", "{0} given"));
    public static readonly CountedPhrase Taken = new(new("{0} retiré", "{0} taken away"), new("{0} retirés", "{0} taken away"));
    public static readonly Phrase Rename = new("Nom et description", "Name and description");
    public static readonly Phrase BuiltInName = new("Un rôle fourni avec Peppi garde son nom.", "A role that comes with Peppi keeps its name.");
    public static readonly Phrase Changed = new("Le rôle {0} est enregistré.", "The role {0} is saved.");
    public static readonly Phrase Created = new("Le rôle {0} est créé. Réglez ses droits.", "The role {0} is created. Now set its permissions.");
    public static readonly Phrase Delete = new("Supprimer", "Delete");
    public static readonly Phrase DeleteTitle = new("Supprimer le rôle {0} ?", "Delete the role {0}?");
    public static readonly Phrase DeleteText = new("Personne ne l'a. Il disparaît avec ses droits.", "Nobody has it. It goes, with its permissions.");
    public static readonly Phrase Deleted = new("Le rôle {0} est supprimé.", "The role {0} is deleted.");
    public static readonly Phrase InUse = new("Il ne peut être supprimé tant que quelqu'un l'a.", "It cannot be deleted while somebody has it.");
    public static readonly Phrase ScopeNone = new("–", "–");
    public static readonly Phrase ScopeNoneLong = new("Non", "No");
    public static readonly Phrase ScopeOwn = new("Les siens", "Own");
    public static readonly Phrase ScopeAll = new("Tous", "All");
    public static readonly Phrase CellLabel = new("{0} : {1}", "{0}: {1}");
    public static readonly Phrase More = new("et {0} autres", "and {0} more");

    private static readonly Dictionary<string, Phrase> Known = new()
    {
        [RoleNames.Admin] = new("Administration", "Administration"),
        [RoleNames.GeneralManagement] = new("Direction générale", "General management"),
        [RoleNames.ProjectManager] = new("Chef de projet", "Project manager"),
        [RoleNames.FieldTeam] = new("Équipe terrain", "Field team"),
        [RoleNames.Finance] = new("Finance", "Finance"),
        [RoleNames.Commercial] = new("Commercial", "Sales"),
    };

    private static readonly Dictionary<string, Phrase> Resource = new()
    {
        [Resources.Projects] = new("Projets et équipes", "Projects and teams"),
        [Resources.Strategie] = new("Stratégie : indicateurs, plans d'action", "Strategy: KPIs, action plans"),
        [Resources.Supply] = new("Commandes", "Orders"),
        [Resources.Inventory] = new("Stocks", "Stock"),
        [Resources.Chantier] = new("Messages de chantier", "Field messages"),
        [Resources.Finance] = new("Finances", "Finances"),
        [Resources.Commercial] = new("Activité commerciale", "Sales activity"),
        [Resources.Reports] = new("Rapports et planifications", "Reports and schedules"),
        [Resources.Alerts] = new("Alertes", "Alerts"),
        [Resources.Users] = new("Comptes", "Users"),
        [Resources.Roles] = new("Rôles et droits", "Roles and permissions"),
    };

    private static readonly Dictionary<string, Phrase> Action = new()
    {
        [PermissionActions.Select] = new("Lire", "Read"),
        [PermissionActions.Insert] = new("Créer", "Create"),
        [PermissionActions.Update] = new("Modifier", "Change"),
        [PermissionActions.Delete] = new("Supprimer", "Delete"),
    };

    public static string Of(string? roleName) => roleName is null ? ShellWords.NoRole : Known.TryGetValue(roleName, out var phrase) ? phrase : roleName;

    public static string ResourceOf(string resource) => Resource.TryGetValue(resource, out var word) ? word : resource;

    public static string ActionOf(string action) => Action.TryGetValue(action, out var word) ? word : action;

    public static string ScopeOf(string? scope) => scope switch { PermissionScopes.All => ScopeAll, PermissionScopes.Own => ScopeOwn, _ => ScopeNone };
}
