using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>What every form says.</summary>
internal static class FormWords
{
    public static readonly Phrase Optional = new("(facultatif)", "(optional)");
    public static readonly Phrase Error = new("Erreur :", "Error:");
    public static readonly Phrase ThereIsAProblem = new("Il y a un problème", "There is a problem");
    public static readonly Phrase Save = new("Enregistrer", "Save");
    public static readonly Phrase Cancel = new("Annuler", "Cancel");
    public static readonly Phrase Edit = new("Modifier", "Edit");
    public static readonly Phrase Open = new("Ouvrir", "Open");
    public static readonly Phrase Undo = new("Annuler", "Undo");
    public static readonly Phrase Close = new("Fermer", "Close");
    public static readonly Phrase Choose = new("Choisir…", "Choose…");
    public static readonly Phrase None = new("Aucun", "None");
    public static readonly Phrase Actions = new("Actions", "Actions");
    public static readonly Phrase All = new("Tous", "All");
    public static readonly Phrase Apply = new("Appliquer", "Apply");
    public static readonly Phrase ClearFilters = new("Effacer les filtres", "Clear the filters");
    public static readonly Phrase Previous = new("Page précédente", "Previous page");
    public static readonly Phrase Next = new("Page suivante", "Next page");
    public static readonly Phrase PageOf = new("Page {0} sur {1}", "Page {0} of {1}");
    public static readonly Phrase SortBy = new("Trier par {0}", "Sort by {0}");
    public static readonly Phrase NotADate = new("Cette date n'existe pas. Exemple : 31/03/2026.", "That is not a date. Example: 31/03/2026.");
    public static readonly Phrase NotUnderstood = new("La valeur « {0} » n'est pas comprise.", "The value “{0}” is not understood.");
    public static readonly Phrase Required = new("Remplissez ce champ.", "Fill in this field.");
}
