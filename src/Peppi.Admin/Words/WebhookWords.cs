using Peppi.Admin.Shell;
using Peppi.Application.Webhooks;

namespace Peppi.Admin.Words;

/// <summary>Outgoing webhooks: targets, deliveries, dead letters.</summary>
internal static class WebhookWords
{
    public static readonly Phrase Title = new("Webhooks sortants", "Outgoing webhooks");
    public static readonly Phrase Short = new("Webhooks", "Webhooks");
    public static readonly CountedPhrase Answer = new(new("{0} destination active", "{0} active target"), new("{0} destinations actives", "{0} active targets"));
    public static readonly CountedPhrase DeadAnswer = new(new("{0} événement abandonné", "{0} event given up"), new("{0} événements abandonnés", "{0} events given up"));
    public static readonly CountedPhrase SentInDay = new(new("{0} événement remis", "{0} event delivered"), new("{0} événements remis", "{0} events delivered"));
    public static readonly CountedPhrase PendingNow = new(new("{0} en attente", "{0} waiting"), new("{0} en attente", "{0} waiting"));
    public static readonly Phrase Targets = new("Destinations", "Targets");
    public static readonly Phrase Help = new("Chaque destination reçoit les événements qu'elle a demandés, signés. Un envoi sans réponse est répété pendant un jour ; une destination lente ne retarde personne.", "Each target gets the events that it asked for, signed. What finds no answer is sent again for a day; a slow target holds up nobody.");
    public static readonly Phrase EmptyTitle = new("Aucune destination", "No target");
    public static readonly Phrase EmptyText = new("Ajoutez l'adresse d'un programme, ou d'un canal Slack, qui doit apprendre ce qui change dans Peppi.", "Add the address of a program, or of a Slack channel, that shall hear of what changes in Peppi.");
    public static readonly Phrase Target = new("Destination", "Target");
    public static readonly Phrase Health = new("Santé", "Health");
    public static readonly Phrase LastAnswer = new("Dernière réponse", "Last answer");
    public static readonly Phrase Events = new("Événements", "Events");
    public static readonly Phrase EventsHint = new("Séparés par des virgules : payments.insert, payments.* pour toute une table, alert.* pour les alertes, * pour tout.", "Separated by commas: payments.insert, payments.* for a whole table, alert.* for alerts, * for everything.");
    public static readonly Phrase Pending = new("En attente", "Waiting");
    public static readonly Phrase Dead = new("Abandonnés", "Given up");
    public static readonly Phrase Ping = new("Envoyer un test", "Send a test");
    public static readonly Phrase Pinged = new("Un événement de test part dans l'instant ; sa réponse s'affichera parmi les envois.", "A test event leaves at once; its answer will show among the deliveries.");
    public static readonly Phrase Add = new("Ajouter une destination", "Add a target");
    public static readonly Phrase Name = new("Nom", "Name");
    public static readonly Phrase NameHint = new("Le programme ou le canal, par exemple « Slack direction ».", "The program or channel, for example “Slack management”.");
    public static readonly Phrase Address = new("Adresse", "Address");
    public static readonly Phrase AddressHint = new("Elle commence par https://. Traitez-la comme un secret : le journal d'audit n'en garde que l'hôte.", "It begins with https://. Treat it as a secret: the audit log keeps its host alone.");
    public static readonly Phrase Format = new("Format", "Format");
    public static readonly Phrase FormatPeppi = new("JSON de Peppi", "Peppi's JSON");
    public static readonly Phrase FormatSlack = new("Message Slack", "Slack message");
    public static readonly Phrase SecretTitle = new("Copiez le secret de {0} maintenant", "Copy the secret of {0} now");
    public static readonly Phrase SecretText = new("Il signe chaque envoi (en-tête Peppi-Signature) et ne sera plus affiché.", "It signs whatever is sent (header Peppi-Signature) and is not shown again.");
    public static readonly Phrase DeadLetters = new("Événements abandonnés", "Events given up");
    public static readonly Phrase DeadHelp = new("Essayés pendant un jour, sans succès. Renvoyez-les une fois la destination réparée : ils gardent leur identifiant.", "Tried for a day, in vain. Send them again once the target is mended: they keep their id.");
    public static readonly Phrase Event = new("Événement", "Event");
    public static readonly Phrase Attempts = new("Essais", "Attempts");
    public static readonly Phrase GivenUp = new("Abandonné", "Given up");
    public static readonly Phrase Replay = new("Renvoyer", "Send again");
    public static readonly CountedPhrase ReplayAll = new(new("Renvoyer {0} événement", "Send {0} event again"), new("Renvoyer les {0} événements", "Send all {0} events again"));
    public static readonly CountedPhrase Replayed = new(new("{0} événement repart.", "{0} event is on its way again."), new("{0} événements repartent.", "{0} events are on their way again."));
    public static readonly Phrase Deliveries = new("Derniers envois", "Last deliveries");
    public static readonly Phrase Day = new("Depuis 24 h", "Past 24 h");
    public static readonly Phrase State = new("État", "State");
    public static readonly Phrase When = new("Quand", "When");
    public static readonly Phrase NextTry = new("nouvel essai", "next try");
    public static readonly Phrase NothingTitle = new("Aucun envoi", "No delivery");
    public static readonly Phrase NothingText = new("Rien de ce que cette destination a demandé n'est arrivé, ou rien n'est dans cet état.", "Nothing that this target asked for has happened, or nothing stands so.");
    public static readonly Phrase SwitchOff = new("Suspendre", "Switch off");
    public static readonly Phrase SwitchOn = new("Reprendre", "Switch on");
    public static readonly Phrase SwitchedOff = new("La destination est suspendue ; ce qui attend est gardé.", "The target is off; what waits is kept.");
    public static readonly Phrase SwitchedOn = new("La destination reçoit de nouveau ses événements.", "The target gets its events again.");
    public static readonly Phrase Rotate = new("Changer le secret", "Change the secret");
    public static readonly Phrase RotateTitle = new("Changer le secret ?", "Change the secret?");
    public static readonly Phrase RotateText = new("Un nouveau secret signe dès maintenant ; l'ancien signe aussi pendant un jour, le temps que la destination change.", "A new secret signs from now on; the old one signs too for a day, while the target changes over.");
    public static readonly Phrase OldSecret = new("Ancien secret", "Old secret");
    public static readonly Phrase SignsUntil = new("signe encore, fin", "still signs, ends");
    public static readonly Phrase Delete = new("Supprimer", "Delete");
    public static readonly Phrase DeleteTitle = new("Supprimer {0} ?", "Delete {0}?");
    public static readonly CountedPhrase DeleteText = new(
        new("{0} événement qui ne lui a pas été remis est supprimé avec elle.", "{0} event that did not reach it is deleted with it."),
        new("{0} événements qui ne lui ont pas été remis sont supprimés avec elle.", "{0} events that did not reach it are deleted with it."));
    public static readonly Phrase Deleted = new("La destination {0} est supprimée.", "The target {0} is deleted.");

    private static readonly Phrase Off = new("Suspendue", "Off");
    private static readonly Phrase NeverCalled = new("Pas encore appelée", "Not called yet");
    private static readonly Phrase Answers = new("Répond", "Answers");
    private static readonly Phrase Failing = new("En échec, on réessaie", "Failing, being retried");
    private static readonly Phrase Lost = new("Événements abandonnés", "Events given up");
    private static readonly Phrase Status = new("Réponse {0}", "Answer {0}");
    private static readonly Phrase Refused = new("Adresse refusée : réseau privé", "Address refused: private network");
    private static readonly Phrase Silent = new("Pas de réponse", "No answer");
    private static readonly Phrase Sent = new("Remis", "Delivered");
    private static readonly Phrase Waiting = new("En attente", "Waiting");
    private static readonly Phrase Abandoned = new("Abandonné", "Given up");

    public static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : "–";

    public static string HealthOf(WebhookLine target) =>
        !target.Active ? Off : target.LastError is not null ? target.Dead > 0 ? Lost : Failing : target.Dead > 0 ? Lost : target.LastAt is null ? NeverCalled : Answers;

    public static string ToneOf(WebhookLine target) =>
        !target.Active ? "unknown" : target.Dead > 0 ? "bad" : target.LastError is not null ? "watch" : target.LastAt is null ? "unknown" : "good";

    public static string AnswerOf(int? status, string? error) =>
        status is { } answered ? Status.With(answered) : error is null ? "–" : error.StartsWith("Nothing is sent there", StringComparison.Ordinal) ? Refused : Silent;

    public static string StatusOf(string status) => status switch { "sent" => Sent, "dead" => Abandoned, _ => Waiting };

    public static string ToneOf(string status) => status switch { "sent" => "good", "dead" => "bad", _ => "watch" };
}
