using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>The first page.</summary>
internal static class OverviewWords
{
    public static readonly Phrase Morning = new("Bonjour {0}", "Hello {0}");
    public static readonly Phrase Projects = new("Projets suivis", "Projects followed");
    public static readonly Phrase InAlert = new("En alerte", "In alert");
    public static readonly Phrase ToWatch = new("À surveiller", "To watch");
    public static readonly Phrase OpenAlerts = new("Alertes ouvertes", "Open alerts");
    public static readonly Phrase Accounts = new("Comptes actifs", "Active accounts");
    public static readonly Phrase OfTotal = new("sur {0}", "of {0}");
    public static readonly CountedPhrase Critical = new(new("dont {0} critique", "{0} of them critical"), new("dont {0} critiques", "{0} of them critical"));
    public static readonly Phrase Attention = new("Ce qui demande votre attention", "What needs your attention");
    public static readonly Phrase AllProjects = new("Tous les projets", "All projects");
    public static readonly Phrase CalmTitle = new("Rien à signaler", "Nothing to report");
    public static readonly Phrase CalmText = new("Aucun projet en alerte ni à surveiller.", "No project is in alert or to be watched.");
    public static readonly Phrase LatestAlerts = new("Dernières alertes", "Latest alerts");
    public static readonly Phrase NextReports = new("Prochains rapports", "Next reports");
    public static readonly Phrase NoReports = new("Aucun rapport n'est planifié.", "No report is scheduled.");
    public static readonly Phrase Pending = new("Invitations en attente", "Pending invitations");
    public static readonly Phrase AnswerCalm = new("{0}, rien à signaler.", "{0}, nothing to report.");
    public static readonly Phrase Answer = new("{0}, {1}.", "{0}, {1}.");
    public static readonly Phrase AnswerBoth = new("{0}, {1}, {2}.", "{0}, {1}, {2}.");
    public static readonly Phrase NoRoleTitle = new("Votre compte n'a pas encore de rôle", "Your account has no role yet");
    public static readonly Phrase NoRoleText = new("Vous ne voyez que votre propre compte. Un administrateur peut vous donner un rôle.", "You see only your own account. An administrator can give you a role.");
}
