using Peppi.Admin.Shell;
using Peppi.Domain.Commercial;

namespace Peppi.Admin.Words;

/// <summary>Units, reservations and payments.</summary>
internal static class UnitWords
{
    public static readonly Phrase Title = new("Lots", "Units");
    public static readonly CountedPhrase Answer = new(new("{0} lot", "{0} unit"), new("{0} lots", "{0} units"));
    public static readonly CountedPhrase ToSell = new(new("{0} disponible", "{0} available"), new("{0} disponibles", "{0} available"));
    public static readonly Phrase Unit = new("Lot", "Unit");
    public static readonly Phrase Area = new("Surface", "Area");
    public static readonly Phrase Price = new("Prix", "Price");
    public static readonly Phrase Status = new("État", "State");
    public static readonly Phrase Client = new("Client", "Client");
    public static readonly Phrase ClientName = new("Nom du client", "Client's name");
    public static readonly Phrase Payments = new("Paiements", "Payments");
    public static readonly Phrase Until = new("expire", "lapses");
    public static readonly Phrase PaidSoFar = new("{0} payé", "{0} paid");
    public static readonly Phrase NextDue = new("{0} dû le {1}", "{0} due {1}");
    public static readonly Phrase Floor = new("étage {0}", "floor {0}");
    public static readonly Phrase EmptyTitle = new("Aucun lot", "No unit");
    public static readonly Phrase EmptyText = new("Les lots arrivent par l'API (/rest/v1/units) ; vous voyez ceux des projets que votre rôle vous montre.", "Units come in through the API (/rest/v1/units); you see those of the projects that your role shows you.");
    public static readonly Phrase EmptyFilter = new("Aucun lot de ce projet n'est dans cet état.", "No unit of this project stands so.");
    public static readonly Phrase Pipeline = new("Pipeline des ventes", "Sales pipeline");
    public static readonly Phrase Stage = new("Étape", "Stage");
    public static readonly Phrase Standing = new("En cours", "Under way");
    public static readonly Phrase Reached = new("Arrivés jusque-là", "Came this far");
    public static readonly Phrase Onward = new("Vont plus loin", "Go on");
    public static readonly Phrase NoPipeline = new("Ni prospect ni réservation dans ce projet.", "No prospect or reservation in this project.");
    public static readonly Phrase Reserve = new("Réserver", "Reserve");
    public static readonly Phrase ReserveTitle = new("Réserver le lot {0}", "Reserve unit {0}");
    public static readonly Phrase ReserveText = new("La réservation tient 30 jours ; sans suite, le lot redevient disponible de lui-même.", "The reservation holds for 30 days; after that the unit is free again by itself.");
    public static readonly Phrase Reserved = new("Le lot est réservé.", "The unit is reserved.");
    public static readonly Phrase Extend = new("Prolonger", "Extend");
    public static readonly Phrase ExtendBy = new("de 30 jours", "by 30 days");
    public static readonly Phrase Extended = new("La réservation tient 30 jours de plus.", "The reservation holds for 30 days more.");
    public static readonly Phrase Sell = new("Vendre", "Sell");
    public static readonly Phrase Sold = new("Le lot est vendu.", "The unit is sold.");
    public static readonly Phrase Pay = new("Encaisser", "Record payment");
    public static readonly Phrase Paid = new("Le paiement est enregistré.", "The payment is recorded.");
    public static readonly Phrase Free = new("Libérer", "Free");
    public static readonly Phrase FreeTitle = new("Libérer le lot {0} ?", "Free unit {0}?");
    public static readonly Phrase FreeText = new("La réservation ou la vente de {0} est annulée, et ses paiements attendus ne le sont plus. Le motif reste dans le journal des ventes.", "The reservation or sale of {0} is cancelled, and its payments are no longer awaited. The reason stays in the log of sales.");
    public static readonly Phrase Reason = new("Motif", "Reason");
    public static readonly Phrase Freed = new("Le lot est de nouveau disponible.", "The unit is available again.");

    private static readonly Phrase Available = new("Disponible", "Available");
    private static readonly Phrase Held = new("Réservé", "Reserved");
    private static readonly Phrase Gone = new("Vendu", "Sold");
    private static readonly Phrase Withdrawn = new("Retiré de la vente", "Withdrawn");
    private static readonly Dictionary<string, Phrase> Kinds = new()
    {
        [UnitKinds.Apartment] = new("Appartement", "Flat"),
        [UnitKinds.House] = new("Maison", "House"),
        [UnitKinds.Plot] = new("Parcelle", "Plot"),
        [UnitKinds.Office] = new("Bureau", "Office"),
        [UnitKinds.Shop] = new("Commerce", "Shop"),
        [UnitKinds.Parking] = new("Parking", "Parking"),
        [UnitKinds.Other] = new("Autre", "Other"),
    };
    private static readonly Dictionary<string, Phrase> Stages = new()
    {
        [PipelineStages.Contact] = new("Contact", "Contact"),
        [PipelineStages.Visit] = new("Visite", "Visit"),
        [PipelineStages.Offer] = new("Offre", "Offer"),
        [PipelineStages.Reservation] = new("Réservation", "Reservation"),
        [PipelineStages.Contract] = new("Contrat", "Contract"),
        [PipelineStages.Handover] = new("Remise des clés", "Handover"),
    };

    /// <summary>The name of a stage of buying.</summary>
    public static Phrase OfStage(string stage) => Stages[stage];

    public static string KindOf(string? kind) => kind is not null && Kinds.TryGetValue(kind, out var phrase) ? phrase : "–";

    public static string Of(string status) => status switch
    {
        UnitStatuses.Available => Available,
        UnitStatuses.Reserved => Held,
        UnitStatuses.Sold => Gone,
        _ => Withdrawn,
    };

    public static string ToneOf(string status) => status switch
    {
        UnitStatuses.Sold => "good",
        UnitStatuses.Reserved => "watch",
        UnitStatuses.Withdrawn => "bad",
        _ => "unknown",
    };
}
