using Peppi.Admin.Shell;

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
    public static readonly CountedPhrase Items = new(new("{0} article", "{0} item"), new("{0} articles", "{0} items"));
    public static readonly CountedPhrase Days = new(new("{0} jour", "{0} day"), new("{0} jours", "{0} days"));
    public static readonly CountedPhrase Risks = new(new("{0} à commander", "{0} to order now"), new("{0} à commander", "{0} to order now"));
}
