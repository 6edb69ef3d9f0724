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
    public static readonly Phrase TellProgress = new("Saisir l'avancement", "Record progress");
    public static readonly Phrase ProgressSaved = new("L'avancement est enregistré, à votre nom.", "The progress is recorded, in your name.");
    public static readonly Phrase PhysicalProgress = new("Avancement physique", "Physical progress");
    public static readonly Phrase NoProgress = new("Personne n'a encore mesuré l'avancement : ni CPI ni SPI sans lui.", "Nobody has measured progress yet: no CPI and no SPI without it.");
    public static readonly Phrase WholeProject = new("Projet entier", "Whole project");
    public static readonly Phrase Percent = new("Avancement (%)", "Progress (%)");
    public static readonly Phrase Weight = new("Poids de la phase", "Weight of the phase");
    public static readonly Phrase WeightHint = new("Ce que la phase pèse à côté des autres ; sans effet pour le projet entier.", "What the phase counts for beside others; without effect for the whole project.");
    public static readonly Phrase SeenOn = new("Constaté le", "Seen on");
    public static readonly Phrase Notes = new("Remarque", "Remark");
    public static readonly Phrase ChangeBudget = new("Modifier le budget", "Change the budget");
    public static readonly Phrase ChangeHint = new("Le budget initial approuvé reste figé : ce montant s'ajoute à la ligne, ou s'en retire avec un signe moins, comme une version de plus.", "The approved baseline stays frozen: this amount is added to the line, or taken away with a minus sign, as one more version.");
    public static readonly Phrase ApproveAtOnce = new("Approuver tout de suite", "Approve at once");
    public static readonly Phrase ChangeProposed = new("La modification est proposée ; elle compte une fois approuvée.", "The change is proposed; it counts once it is approved.");
    public static readonly Phrase ChangeApproved = new("La modification du budget est approuvée.", "The change of the budget is approved.");
    public static readonly Phrase ChangeGivenUp = new("La modification est abandonnée.", "The change is given up.");
    public static readonly Phrase Proposed = new("Modifications proposées", "Proposed changes");
    public static readonly Phrase Version = new("Version", "Version");
    public static readonly Phrase Approve = new("Approuver", "Approve");
    public static readonly Phrase GiveUp = new("Abandonner", "Give up");
    public static readonly Phrase Prepared = new("Commandes en préparation", "Orders in preparation");
    public static readonly Phrase Send = new("Envoyer", "Send");
    public static readonly Phrase OrderSent = new("La commande est envoyée.", "The order is sent.");
    public static readonly Phrase Allow = new("Autoriser le dépassement", "Allow to exceed");
    public static readonly Phrase AllowTitle = new("Autoriser « {0} » à dépasser le budget ?", "Allow “{0}” to exceed the budget?");
    public static readonly Phrase AllowText = new("L'accord vaut pour le montant actuel de la commande et porte votre nom.", "The leave holds for the order's present amount and bears your name.");
    public static readonly Phrase OrderAllowed = new("Le dépassement est autorisé ; la commande peut partir.", "The order may exceed the budget; it can be sent.");
    public static readonly Phrase MayExceed = new("Dépassement autorisé", "May exceed");
    public static readonly Phrase Reason = new("Motif", "Reason");
    public static readonly Phrase TellRate = new("Saisir un taux", "Record a rate");
    public static readonly Phrase RateSaved = new("Le taux de change est enregistré.", "The exchange rate is recorded.");
    public static readonly Phrase Rates = new("Taux de change", "Exchange rates");
    public static readonly Phrase NoRates = new("Aucun taux saisi.", "No rate recorded.");
    public static readonly Phrase OneUnitOf = new("Une unité de", "One unit of");
    public static readonly Phrase IsWorthIn = new("vaut en", "is worth in");
    public static readonly Phrase ExchangeRate = new("Taux", "Rate");
    public static readonly Phrase HoldsFrom = new("Valable dès le", "Holds from");
    public static readonly Phrase Source = new("Source", "Source");
    public static readonly Phrase Since = new("depuis le {0}", "since {0}");
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
