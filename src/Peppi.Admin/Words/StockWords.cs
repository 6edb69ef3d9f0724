using Peppi.Admin.Shell;
using Peppi.Domain.Supply;

namespace Peppi.Admin.Words;

/// <summary>Stock.</summary>
internal static class StockWords
{
    public static readonly Phrase Title = new("Stocks", "Stock");
    public static readonly Phrase Item = new("Article", "Item");
    public static readonly Phrase Site = new("Chantier", "Site");
    public static readonly Phrase OnHand = new("En stock", "On hand");
    public static readonly Phrase ReorderPoint = new("Seuil", "Reorder point");
    public static readonly Phrase DailyUse = new("Par jour", "A day");
    public static readonly Phrase Cover = new("Couverture", "Cover");
    public static readonly Phrase OutOn = new("Rupture prévue", "Runs out");
    public static readonly Phrase State = new("État", "State");
    public static readonly Phrase Out = new("Épuisé", "Out");
    public static readonly Phrase AtRisk = new("À commander", "Order now");
    public static readonly Phrase Fine = new("Suffisant", "Enough");
    public static readonly Phrase OnlyAtRisk = new("À commander", "Order now");
    public static readonly Phrase EmptyTitle = new("Aucun stock ici", "No stock here");
    public static readonly Phrase EmptyText = new("Aucun article visible ne répond à ce choix.", "No visible item fits this choice.");
    public static readonly Phrase Move = new("Mouvement", "Movement");
    public static readonly Phrase Movement = new("Nature du mouvement", "Kind of movement");
    public static readonly Phrase MoveTitle = new("Mouvement de stock : {0}", "Stock movement: {0}");
    public static readonly Phrase Quantity = new("Quantité", "Quantity");
    public static readonly Phrase Moved = new("Le mouvement est enregistré.", "The movement is recorded.");
    public static readonly Phrase Limits = new("Seuils", "Limits");
    public static readonly Phrase LimitsTitle = new("Quand commander : {0}", "When to order: {0}");
    public static readonly Phrase ReorderHint = new("À cette quantité, il faut commander. Vide : jamais.", "At this quantity it is to be ordered. Empty: never.");
    public static readonly Phrase LeadTime = new("Délai de livraison (jours)", "Delivery takes (days)");
    public static readonly Phrase ItemSaved = new("Les seuils sont enregistrés.", "The limits are recorded.");
    public static readonly Phrase NotWhole = new("Donnez un nombre entier, ou rien.", "Enter a whole number, or nothing.");
    public static readonly Phrase Awaited = new("Livraisons attendues", "Deliveries to come");
    public static readonly Phrase NothingAwaited = new("Aucune livraison attendue ne vous est visible.", "No delivery to come is visible to you.");
    public static readonly Phrase Promised = new("Promise le", "Promised");
    public static readonly Phrase Ordered = new("Commandé", "Ordered");
    public static readonly Phrase Came = new("Reçu", "Received");
    public static readonly Phrase Receive = new("Réceptionner", "Take in");
    public static readonly Phrase ReceiveTitle = new("Réceptionner « {0} »", "Take in “{0}”");
    public static readonly Phrase ReceiveText = new("Encore attendu : {0} {1}. Une partie suffit, le reste demeure attendu.", "Still to come: {0} {1}. A part will do, the rest stays awaited.");
    public static readonly Phrase ReceivedOn = new("Reçu le", "Received on");
    public static readonly Phrase DeliveryNote = new("Bon de livraison", "Delivery note");
    public static readonly Phrase Received = new("La livraison est enregistrée.", "The delivery is recorded.");
    public static readonly CountedPhrase LateOnes = new(new("{0} livraison en retard", "{0} late delivery"), new("{0} livraisons en retard", "{0} late deliveries"));
    public static readonly CountedPhrase DaysLate = new(new("{0} jour de retard", "{0} day late"), new("{0} jours de retard", "{0} days late"));

    /// <summary>What can happen to stock, as a form offers it.</summary>
    public static readonly IReadOnlyDictionary<string, Phrase> Movements = new Dictionary<string, Phrase>
    {
        [InventoryMovementTypes.Issue] = new("Sortie : utilisé sur le chantier", "Issue: used on the site"),
        [InventoryMovementTypes.Receipt] = new("Entrée sans commande", "Receipt without an order"),
        [InventoryMovementTypes.Return] = new("Retour sur le site", "Return to the site"),
        [InventoryMovementTypes.Adjustment] = new("Inventaire : quantité comptée", "Count: quantity found"),
    };

    public static readonly CountedPhrase Items = new(new("{0} article", "{0} item"), new("{0} articles", "{0} items"));
    public static readonly CountedPhrase Days = new(new("{0} jour", "{0} day"), new("{0} jours", "{0} days"));
    public static readonly CountedPhrase Risks = new(new("{0} à commander", "{0} to order now"), new("{0} à commander", "{0} to order now"));
}
