using System.Collections.Frozen;
using System.Globalization;
using Peppi.Admin.Shell;
using Peppi.Domain.Alerts;

namespace Peppi.Admin.Words;

/// <summary>Alerts: list, one alert, rules, how one is told.</summary>
internal static class AlertWords
{
    public static readonly Phrase Title = new("Alertes", "Alerts");
    public static readonly CountedPhrase Open = new(new("{0} alerte ouverte", "{0} open alert"), new("{0} alertes ouvertes", "{0} open alerts"));
    public static readonly CountedPhrase Critical = new(new("{0} critique", "{0} critical"), new("{0} critiques", "{0} critical"));
    public static readonly Phrase State = new("État", "State");
    public static readonly Phrase Unresolved = new("À traiter", "To deal with");
    public static readonly Phrase Priority = new("Priorité", "Priority");
    public static readonly Phrase Project = new("Projet", "Project");
    public static readonly Phrase What = new("Alerte", "Alert");
    public static readonly Phrase Since = new("Depuis", "Since");
    public static readonly Phrase Owner = new("Confiée à", "Assigned to");
    public static readonly Phrase Nobody = new("Personne", "Nobody");
    public static readonly Phrase OpenPlan = new("Ouvrir un plan d'action", "Open an action plan");
    public static readonly Phrase PlanOpened = new("Plan d'action {0} ouvert.", "Action plan {0} is open.");
    public static readonly Phrase Mine = new("Confiées à moi", "Assigned to me");
    public static readonly Phrase NoneTitle = new("Aucune alerte", "No alert");
    public static readonly Phrase NoneText = new("Rien ne demande d'attention avec ces filtres.", "Nothing asks for attention with these filters.");
    public static readonly Phrase Acknowledge = new("Prendre en charge", "Acknowledge");
    public static readonly Phrase Acknowledged = new("L'alerte est prise en charge.", "The alert is acknowledged.");
    public static readonly Phrase Resolve = new("Clore", "Resolve");
    public static readonly Phrase Resolved = new("L'alerte est close. Si sa cause revient, une nouvelle sera levée.", "The alert is resolved. If its cause comes back, a new one is raised.");
    public static readonly Phrase Assign = new("Confier", "Assign");
    public static readonly Phrase AssignTo = new("Confier à", "Assign to");
    public static readonly Phrase Assigned = new("L'alerte a changé de mains.", "The alert has changed hands.");
    public static readonly Phrase Snooze = new("Mettre en veille", "Snooze");
    public static readonly Phrase SnoozeFor = new("Mettre en veille pour", "Snooze for");
    public static readonly Phrase Snoozed = new("L'alerte est en veille ; elle reviendra d'elle-même.", "The alert is snoozed; it comes back by itself.");
    public static readonly Phrase Until = new("jusqu'à", "until");
    public static readonly Phrase AddNote = new("Ajouter une note", "Add a note");
    public static readonly Phrase Note = new("Note", "Note");
    public static readonly Phrase Noted = new("La note est ajoutée à l'historique.", "The note is in the history.");
    public static readonly Phrase History = new("Historique", "History");
    public static readonly Phrase SeeRows = new("Voir de quoi il s'agit", "See what it is about");
    public static readonly Phrase Act = new("Agir", "Act");
    public static readonly Phrase ByPeppi = new("Peppi", "Peppi");
    public static readonly Phrase Kind = new("Sorte", "Kind");
    public static readonly Phrase Hours4 = new("4 heures", "4 hours");
    public static readonly Phrase Day1 = new("1 jour", "1 day");
    public static readonly Phrase Days3 = new("3 jours", "3 days");
    public static readonly Phrase Week1 = new("1 semaine", "1 week");
    public static readonly Phrase Rules = new("Règles d'alerte", "Alert rules");
    public static readonly CountedPhrase RulesOn = new(new("{0} règle active sur {1}", "{0} rule on of {1}"), new("{0} règles actives sur {1}", "{0} rules on of {1}"));
    public static readonly Phrase RulesText = new("Un seuil changé s'applique aussitôt à tous les projets.", "A level that is changed holds at once for every project.");
    public static readonly Phrase RuleOn = new("Active", "On");
    public static readonly Phrase RuleOff = new("Inactive", "Off");
    public static readonly Phrase AllProjects = new("Tous les projets", "All projects");
    public static readonly Phrase ResolveAfter = new("Close après un calme de (heures)", "Resolves after calm for (hours)");
    public static readonly Phrase EscalateAfter = new("Transmise après (heures)", "Handed up after (hours)");
    public static readonly Phrase EscalateHint = new("À la direction. Vide : jamais.", "To management. Empty: never.");
    public static readonly Phrase RuleSaved = new("La règle « {0} » est enregistrée.", "The rule “{0}” is saved.");
    public static readonly Phrase Wishes = new("Mes alertes", "My alerts");
    public static readonly Phrase WishesAnswer = new("Comment et quand vous recevez les alertes que vos droits vous montrent.", "How and when you get the alerts that your permissions show you.");
    public static readonly Phrase From = new("Me prévenir à partir de la priorité", "Tell me from this priority on");
    public static readonly Phrase Digest = new("Courriels", "Mails");
    public static readonly Phrase DigestAt = new("Heure du courriel quotidien", "Time of the daily mail");
    public static readonly Phrase Quiet = new("Heures calmes", "Quiet hours");
    public static readonly Phrase QuietHint = new("Aucun courriel pendant ces heures : ce qui arrive attend la fin et vient en un seul message. Fuseau : le vôtre.", "No mail during these hours: what comes up waits for their end and comes in one message. Time zone: yours.");
    public static readonly Phrase QuietFrom = new("De", "From");
    public static readonly Phrase QuietTo = new("À", "To");
    public static readonly Phrase Weekends = new("Ni le samedi ni le dimanche", "Neither on Saturdays nor on Sundays");
    public static readonly Phrase WishesSaved = new("Vos préférences d'alerte sont enregistrées.", "Your preferences for alerts are saved.");

    private static readonly FrozenDictionary<string, Phrase> Statuses = new Dictionary<string, Phrase>
    {
        [AlertStatuses.Open] = new("Ouverte", "Open"),
        [AlertStatuses.Acknowledged] = new("Prise en charge", "Acknowledged"),
        [AlertStatuses.Snoozed] = new("En veille", "Snoozed"),
        [AlertStatuses.Resolved] = new("Close", "Resolved"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Phrase> Events = new Dictionary<string, Phrase>
    {
        [AlertEventKinds.Raised] = new("Levée", "Raised"),
        [AlertEventKinds.Priority] = new("Priorité changée", "Priority changed"),
        [AlertEventKinds.Acknowledged] = new("Prise en charge", "Acknowledged"),
        [AlertEventKinds.Assigned] = new("Confiée", "Assigned"),
        [AlertEventKinds.Snoozed] = new("Mise en veille", "Snoozed"),
        [AlertEventKinds.Reopened] = new("De nouveau ouverte", "Open again"),
        [AlertEventKinds.Escalated] = new("Transmise à la direction", "Handed up"),
        [AlertEventKinds.Resolved] = new("Close", "Resolved"),
        [AlertEventKinds.Note] = new("Note", "Note"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Phrase> Kinds = new Dictionary<string, Phrase>
    {
        [AlertRuleKinds.BudgetConsumed] = new("Budget engagé", "Budget consumed"),
        [AlertRuleKinds.BudgetExceeded] = new("Budget dépassé par une commande", "Budget exceeded by an order"),
        [AlertRuleKinds.CostOverrun] = new("Dérive des coûts", "Cost overrun"),
        [AlertRuleKinds.LateDelivery] = new("Livraison due ou en retard", "Delivery due or late"),
        [AlertRuleKinds.LowStock] = new("Stock bas ou épuisé", "Stock low or out"),
        [AlertRuleKinds.InvoiceOverdue] = new("Facture échue", "Invoice overdue"),
        [AlertRuleKinds.KpiBelowTarget] = new("Indicateur sous l'objectif", "KPI below target"),
        [AlertRuleKinds.ScheduleSlipped] = new("Planning glissé", "Schedule slipped"),
        [AlertRuleKinds.SiteSilent] = new("Chantier silencieux", "Silent site"),
        [AlertRuleKinds.UrgentMessage] = new("Message urgent", "Urgent message"),
        [AlertRuleKinds.ReservationExpiring] = new("Réservation à échéance ou impayée", "Reservation lapsing or unpaid"),
        [AlertRuleKinds.SlowSales] = new("Ventes lentes", "Slow sales"),
        [AlertRuleKinds.ReportNotDelivered] = new("Rapport non remis", "Report not delivered"),
        [AlertRuleKinds.WebhookSilent] = new("Webhook silencieux", "Silent webhook"),
        [AlertRuleKinds.OutboxDeep] = new("Changements en attente", "Changes waiting"),
        [AlertRuleKinds.MailStuck] = new("Courriels bloqués", "Mail stuck"),
        [AlertRuleKinds.BackupOld] = new("Sauvegarde ancienne ou absente", "Backup old or missing"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Phrase> Levels = new Dictionary<string, Phrase>
    {
        ["budget_consumed.warning"] = new("À surveiller dès (%)", "Warning from (%)"),
        ["budget_consumed.high"] = new("Importante dès (%)", "High from (%)"),
        ["budget_consumed.critical"] = new("Critique dès (%)", "Critical from (%)"),
        ["cost_overrun.cpi"] = new("Levée sous un CPI de", "Raised below a CPI of"),
        ["cost_overrun.cpi_calm"] = new("Close dès un CPI de", "Resolves from a CPI of"),
        ["late_delivery.due_in_days"] = new("Prévenir avant la livraison (jours)", "Tell before the delivery (days)"),
        ["invoice_overdue.warning"] = new("À surveiller après (jours)", "Warning after (days)"),
        ["invoice_overdue.high"] = new("Importante après (jours)", "High after (days)"),
        ["invoice_overdue.critical"] = new("Critique après (jours)", "Critical after (days)"),
        ["kpi_below_target.periods"] = new("Périodes de suite", "Periods running"),
        ["schedule_slipped.warning"] = new("À surveiller au-delà de (jours)", "Warning beyond (days)"),
        ["schedule_slipped.high"] = new("Importante au-delà de (jours)", "High beyond (days)"),
        ["site_silent.warning"] = new("À surveiller après (jours ouvrés)", "Warning after (working days)"),
        ["site_silent.high"] = new("Importante après (jours ouvrés)", "High after (working days)"),
        ["site_silent.saturdays_worked"] = new("Samedi ouvré (1 oui, 0 non)", "Saturday worked (1 yes, 0 no)"),
        ["urgent_message.days"] = new("Oubliée après (jours)", "Given up after (days)"),
        ["reservation_expiring.hours"] = new("Prévenir avant l'échéance (heures)", "Tell before it lapses (hours)"),
        ["slow_sales.percent"] = new("Écoulement mensuel attendu (%)", "Absorption expected a month (%)"),
        ["slow_sales.months"] = new("Mois de suite", "Months running"),
        ["webhook_silent.hours"] = new("Après un silence de (heures)", "After silence for (hours)"),
        ["outbox_deep.rows"] = new("Changements en attente", "Changes waiting"),
        ["outbox_deep.minutes"] = new("Attente (minutes)", "Wait (minutes)"),
        ["mail_stuck.minutes"] = new("Attente (minutes)", "Wait (minutes)"),
        ["backup_old.hours"] = new("Plus ancienne que (heures)", "Older than (hours)"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Phrase> DigestNames = new Dictionary<string, Phrase>
    {
        [Digests.Immediate] = new("Aussitôt, groupés s'ils se suivent", "At once, together when they follow each other"),
        [Digests.Hourly] = new("Un par heure au plus", "One an hour at most"),
        [Digests.Daily] = new("Un par jour", "One a day"),
        [Digests.None] = new("Aucun", "None"),
    }.ToFrozenDictionary();

    public static string StatusOf(string status) => Statuses.TryGetValue(status, out var phrase) ? phrase : status;

    public static string ToneOf(string status) => status switch
    {
        AlertStatuses.Open => "bad",
        AlertStatuses.Acknowledged => "watch",
        AlertStatuses.Resolved => "good",
        _ => "unknown",
    };

    public static string EventOf(string kind) => Events.TryGetValue(kind, out var phrase) ? phrase : kind;

    public static string KindOf(string? code) => code is not null && Kinds.TryGetValue(code, out var phrase) ? phrase : code ?? "–";

    public static string LevelOf(string code, string level) => Levels.TryGetValue($"{code}.{level}", out var phrase) ? phrase : level;

    public static string DigestOf(string digest) => DigestNames.TryGetValue(digest, out var phrase) ? phrase : digest;

    /// <summary>What happened, in the reader's language where Peppi knows it.</summary>
    public static string MessageOf(string? french, string? english) => (Reader.SpeaksFrench ? french : english ?? french) ?? "–";

    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.CurrentCulture);
}
