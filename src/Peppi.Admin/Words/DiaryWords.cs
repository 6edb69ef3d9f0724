using Peppi.Admin.Shell;
using Peppi.Application.Persistence;
using Peppi.Domain.Chantier;

namespace Peppi.Admin.Words;

/// <summary>The site diary and the inbox that fills it.</summary>
internal static class DiaryWords
{
    public static readonly Phrase Title = new("Journal de chantier", "Site diary");
    public static readonly Phrase Short = new("Journal", "Diary");
    public static readonly CountedPhrase Messages = new(new("{0} message", "{0} message"), new("{0} messages", "{0} messages"));
    public static readonly CountedPhrase Waiting = new(new("{0} à trier", "{0} to sort"), new("{0} à trier", "{0} to sort"));
    public static readonly CountedPhrase Silent = new(new("silencieux depuis {0} jour ouvré", "silent for {0} working day"), new("silencieux depuis {0} jours ouvrés", "silent for {0} working days"));
    public static readonly CountedPhrase SilentSites = new(new("{0} chantier silencieux", "{0} silent site"), new("{0} chantiers silencieux", "{0} silent sites"));
    public static readonly Phrase SearchLabel = new("Rechercher dans le journal", "Search the diary");
    public static readonly Phrase Search = new("Mots, nom ou numéro", "Words, name or number");
    public static readonly Phrase Site = new("Chantier", "Site");
    public static readonly Phrase ToSort = new("À trier", "To sort");
    public static readonly Phrase EmptyTitle = new("Aucun message", "No message");
    public static readonly Phrase EmptyText = new("Les messages WhatsApp des chantiers s'inscrivent ici d'eux-mêmes, par jour. Élargissez la période ou effacez les filtres.", "WhatsApp messages from the sites write themselves in here, by day. Widen the period or clear the filters.");
    public static readonly Phrase SortedTitle = new("Tout est trié", "All is sorted");
    public static readonly Phrase SortedText = new("Chaque message a trouvé son chantier.", "Every message has found its site.");
    public static readonly Phrase Urgent = new("Urgent", "Urgent");
    public static readonly Phrase Older = new("Messages plus anciens", "Older messages");
    public static readonly Phrase Correct = new("Changer de chantier", "Change the site");
    public static readonly Phrase Sort = new("Classer", "Sort");
    public static readonly Phrase Remember = new("Toujours pour cet expéditeur", "Always for this sender");
    public static readonly CountedPhrase Sorted = new(new("{0} message classé dans {1}.", "{0} message sorted into {1}."), new("{0} messages classés dans {1}.", "{0} messages sorted into {1}."));
    public static readonly Phrase Photo = new("Photo de {0}, {1}", "Photo by {0}, {1}");
    public static readonly Phrase File = new("Document de {0}", "Document from {0}");
    public static readonly Phrase Pending = new("Photo en cours de copie", "Photo being copied");
    public static readonly Phrase Lost = new("Photo perdue", "Photo lost");
    public static readonly Phrase Retry = new("Réessayer", "Try again");
    public static readonly Phrase Retried = new("La photo est de nouveau recherchée.", "The photo is being fetched again.");
    public static readonly Phrase Viewer = new("Photo en grand", "Photo, large");
    public static readonly Phrase PhotoBefore = new("Photo précédente", "Previous photo");
    public static readonly Phrase PhotoAfter = new("Photo suivante", "Next photo");
    public static readonly Phrase Nobody = new("Expéditeur inconnu", "Unknown sender");

    public static readonly Phrase Inbox = new("Réception", "Inbox");
    public static readonly Phrase InboxAnswer = new("{0} en quarantaine", "{0} in quarantine");
    public static readonly Phrase LastSeen = new("Dernier appel", "Last call");
    public static readonly Phrase Week = new("Sept derniers jours", "Last seven days");
    public static readonly Phrase Repeats = new("Répétés", "Repeated");
    public static readonly Phrase PhotosLost = new("Photos perdues", "Photos lost");
    public static readonly Phrase Deliveries = new("Appels reçus", "Calls received");
    public static readonly Phrase Outcome = new("Résultat", "Outcome");
    public static readonly Phrase Source = new("Source", "Source");
    public static readonly Phrase When = new("Quand", "When");
    public static readonly Phrase Reason = new("Motif", "Reason");
    public static readonly Phrase Raw = new("Contenu brut", "Raw content");
    public static readonly Phrase Headers = new("En-têtes", "Headers");
    public static readonly Phrase See = new("Voir", "See");
    public static readonly Phrase Replay = new("Relire", "Read again");
    public static readonly Phrase ReplayAll = new("Relire toute la quarantaine", "Read the whole quarantine again");
    public static readonly CountedPhrase Replayed = new(new("{0} appel sera relu dans un instant ; rien n'est doublé.", "{0} call will be read again in a moment; nothing is doubled."), new("{0} appels seront relus dans un instant ; rien n'est doublé.", "{0} calls will be read again in a moment; nothing is doubled."));
    public static readonly Phrase NoneTitle = new("Aucun appel", "No call");
    public static readonly Phrase NoneText = new("Réglez le webhook dans ManyChat ou chez Meta : chaque appel reçu s'inscrira ici.", "Set the webhook up in ManyChat or at Meta: every call received will be listed here.");
    public static readonly Phrase SetUp = new("Brancher ManyChat", "Connect ManyChat");
    public static readonly Phrase SetUpText = new("Dans le flux, une étape « External Request » en POST vers cette adresse, avec cet en-tête :", "In the flow, an “External Request” step, POST, to this address, with this header:");
    public static readonly Phrase MessagesOfIt = new("Messages qu'il a donnés", "Messages that it gave");
    public static readonly Phrase Call = new("Appel {0}", "Call {0}");

    private static readonly Dictionary<string, Phrase> Outcomes = new()
    {
        [WebhookOutcomes.Pending] = new("En attente", "Waiting"),
        [WebhookOutcomes.Processed] = new("Lu", "Read"),
        [WebhookOutcomes.Duplicate] = new("Déjà connu", "Known already"),
        [WebhookOutcomes.Ignored] = new("Sans message", "No message in it"),
        [WebhookOutcomes.Quarantined] = new("En quarantaine", "In quarantine"),
    };

    private static readonly Dictionary<string, Phrase> Routes = new()
    {
        [MessageRoutes.Given] = new("chantier indiqué", "site given"),
        [MessageRoutes.Contact] = new("chantier de l'expéditeur", "the sender's site"),
        [MessageRoutes.Field] = new("champ du contact", "field of the contact"),
        [MessageRoutes.Code] = new("code dans le texte", "code in the text"),
        [MessageRoutes.Person] = new("classé à la main", "sorted by hand"),
    };

    // What the inbox notes in English, as people read it.
    private static readonly Dictionary<string, Phrase> Reasons = new()
    {
        ["It is not JSON."] = new("Ce n'est pas du JSON.", "It is not JSON."),
        ["It is not JSON, or nested too deeply."] = new("Ce n'est pas du JSON, ou il est trop imbriqué.", "It is not JSON, or nested too deeply."),
        ["It is neither an object nor a list."] = new("Ce n'est ni un objet ni une liste.", "It is neither an object nor a list."),
        ["It is not an envelope of the WhatsApp Cloud API."] = new("Ce n'est pas une enveloppe de l'API WhatsApp.", "It is not an envelope of the WhatsApp Cloud API."),
        ["It holds neither text nor photo: the variables of the flow may be empty."] =
            new("Ni texte ni photo : les variables du flux sont peut-être vides.", "It holds neither text nor photo: the variables of the flow may be empty."),
        ["It could not be dealt with; the log says why."] = new("Il n'a pas pu être traité ; le journal technique dit pourquoi.", "It could not be dealt with; the log says why."),
        ["It took too long."] = new("Le serveur a mis trop de temps.", "The server took too long."),
    };

    public static string OutcomeOf(string outcome) => Outcomes.TryGetValue(outcome, out var phrase) ? phrase : outcome;

    public static string RouteOf(string? route) => route is not null && Routes.TryGetValue(route, out var phrase) ? phrase : "";

    public static string ReasonOf(string? reason) => reason is null ? "" : Reasons.TryGetValue(reason, out var phrase) ? phrase : reason;

    public static string ToneOf(string outcome) => outcome switch
    {
        WebhookOutcomes.Processed => "good",
        WebhookOutcomes.Quarantined => "bad",
        WebhookOutcomes.Pending => "watch",
        _ => "unknown",
    };

    public static string SourceOf(string source) => source == MessageChannels.WhatsApp ? "WhatsApp (Meta)" : "ManyChat";
}
