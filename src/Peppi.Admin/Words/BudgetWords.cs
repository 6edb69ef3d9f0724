using Peppi.Admin.Shell;
using Peppi.Domain.Finance;

namespace Peppi.Admin.Words;

/// <summary>Budgets.</summary>
internal static class BudgetWords
{
    public static readonly Phrase Title = new("Budgets", "Budgets");
    public static readonly Phrase Budget = new("Budget", "Budget");
    public static readonly Phrase Committed = new("Engagé", "Committed");
    public static readonly Phrase Actual = new("Réel", "Actual");
    public static readonly Phrase Available = new("Disponible", "Available");
    public static readonly Phrase AtCompletion = new("Coût final estimé", "Estimate at completion");
    public static readonly Phrase Rate = new("Engagé / budget", "Committed / budget");
    public static readonly Phrase CostIndex = new("CPI", "CPI");
    public static readonly Phrase ScheduleIndex = new("SPI", "SPI");
    public static readonly Phrase Line = new("Ligne", "Line");
    public static readonly Phrase Policy = new("En cas de dépassement", "When exceeded");
    public static readonly Phrase Save = new("Enregistrer", "Save");
    public static readonly Phrase Saved = new("Règle enregistrée pour {0}.", "Policy saved for {0}.");
    public static readonly Phrase WholeBudget = new("Budget entier", "Whole budget");
    public static readonly Phrase NoCategory = new("Sans ligne", "No line");
    public static readonly Phrase NoPolicy = new("Aucune règle", "No policy");
    public static readonly Phrase Total = new("Total", "Total");
    public static readonly Phrase All = new("Ensemble, en {0}", "Together, in {0}");
    public static readonly Phrase RowsOf = new("Ce qui compose « {0} »", "What makes up “{0}”");
    public static readonly Phrase Kind = new("Nature", "Kind");
    public static readonly Phrase Label = new("Objet", "What for");
    public static readonly Phrase Party = new("Tiers", "Party");
    public static readonly Phrase Day = new("Date", "Date");
    public static readonly Phrase Amount = new("Montant", "Amount");
    public static readonly Phrase NoRows = new("Aucune ligne visible ici.", "No visible row here.");
    public static readonly Phrase EmptyTitle = new("Aucun budget visible", "No visible budget");
    public static readonly Phrase EmptyText = new("Votre rôle ne donne accès aux finances d'aucun projet, ou rien n'est encore saisi.", "Your role gives access to no project's finances, or nothing is recorded yet.");
    public static readonly Phrase Figures = new("Budget et coûts", "Budget and costs");
    public static readonly Phrase OpenBudget = new("Ouvrir le budget", "Open the budget");
    public static readonly Phrase OverBudget = new("Dépassé", "Over");
    public static readonly CountedPhrase Projects = new(new("{0} projet", "{0} project"), new("{0} projets", "{0} projects"));
    public static readonly CountedPhrase Over = new(new("{0} dépasse son budget", "{0} over budget"), new("{0} dépassent leur budget", "{0} over budget"));

    private static readonly Dictionary<string, Phrase> Categories = new()
    {
        [FinanceCategories.Land] = new("Foncier", "Land"),
        [FinanceCategories.Studies] = new("Études", "Studies"),
        [FinanceCategories.StructuralWorks] = new("Gros œuvre", "Structural works"),
        [FinanceCategories.FinishingWorks] = new("Second œuvre", "Finishing works"),
        [FinanceCategories.Networks] = new("Voirie et réseaux", "Roads and networks"),
        [FinanceCategories.Equipment] = new("Équipements", "Equipment"),
        [FinanceCategories.Marketing] = new("Commercialisation", "Marketing"),
        [FinanceCategories.Fees] = new("Honoraires, taxes, assurances", "Fees, taxes, insurance"),
        [FinanceCategories.Contingency] = new("Imprévus", "Contingency"),
        [FinanceCategories.Other] = new("Autre", "Other"),
    };

    private static readonly Dictionary<string, Phrase> Policies = new()
    {
        [BudgetPolicies.Ignore] = new("Laisser passer", "Let pass"),
        [BudgetPolicies.Warn] = new("Alerter", "Alert"),
        [BudgetPolicies.Stop] = new("Bloquer", "Stop"),
    };

    private static readonly Dictionary<string, Phrase> Kinds = new()
    {
        ["budget"] = new("Budget", "Budget"),
        ["expense"] = new("Dépense", "Expense"),
        ["invoice"] = new("Facture", "Invoice"),
        ["order"] = new("Commande", "Order"),
    };

    public static string CategoryOf(string? category) => category is null ? NoCategory : Categories.TryGetValue(category, out var word) ? word : category;

    public static string PolicyOf(string? policy) => policy is not null && Policies.TryGetValue(policy, out var word) ? word : NoPolicy;

    public static string KindOf(string kind) => Kinds.TryGetValue(kind, out var word) ? word : kind;

    /// <summary>How a share of the budget looks.</summary>
    public static string ToneOf(decimal? rate) => rate switch { null => "unknown", > 1 => "bad", >= 0.95m => "watch", _ => "good" };
}
