using Peppi.Admin.Shell;
using Peppi.Domain.Reports;

namespace Peppi.Admin.Words;

/// <summary>Scheduled reports: list, form, deliveries.</summary>
internal static class ScheduleWords
{
    public static readonly CountedPhrase Schedules = new(new("{0} rapport planifié", "{0} scheduled report"), new("{0} rapports planifiés", "{0} scheduled reports"));
    public static readonly CountedPhrase Failing = new(new("{0} en échec", "{0} failing"), new("{0} en échec", "{0} failing"));
    public static readonly CountedPhrase PausedCount = new(new("{0} en pause", "{0} paused"), new("{0} en pause", "{0} paused"));
    public static readonly Phrase New = new("Nouvelle planification", "New schedule");
    public static readonly Phrase Create = new("Planifier ce rapport", "Schedule this report");
    public static readonly Phrase EmptyTitle = new("Aucun rapport n'est encore planifié", "No report is scheduled yet");
    public static readonly Phrase EmptyText = new("Choisissez un rapport, un rythme et des destinataires : chacun recevra ce que ses droits lui montrent.", "Choose a report, a rhythm and recipients: each gets what their permissions show.");
    public static readonly Phrase Name = new("Nom", "Name");
    public static readonly Phrase NameHint = new("Il devient l'objet de l'e-mail. Exemple : Point finance du lundi.", "It becomes the subject of the mail. Example: Monday finance review.");
    public static readonly Phrase Report = new("Rapport", "Report");
    public static readonly Phrase What = new("Contenu", "Contents");
    public static readonly Phrase When = new("Rythme", "Rhythm");
    public static readonly Phrase Who = new("Destinataires", "Recipients");
    public static readonly Phrase WhoHint = new("Chaque copie est établie avec les droits de la personne qui la reçoit.", "Each copy is built with the permissions of the person who gets it.");
    public static readonly Phrase Project = new("Projet", "Project");
    public static readonly Phrase AllProjects = new("Tous ceux que le destinataire peut voir", "All that the recipient may see");
    public static readonly Phrase Period = new("Période", "Period");
    public static readonly Phrase Formats = new("Pièces jointes", "Attachments");
    public static readonly Phrase Language = new("Langue", "Language");
    public static readonly Phrase LanguageHint = new("Pour les destinataires qui n'en ont pas choisi.", "For recipients who have chosen none.");
    public static readonly Phrase Frequency = new("Fréquence", "Frequency");
    public static readonly Phrase Day = new("Jour de la semaine", "Day of the week");
    public static readonly Phrase DayOfMonth = new("Jour du mois", "Day of the month");
    public static readonly Phrase Time = new("Heure", "Time");
    public static readonly Phrase TimeZone = new("Fuseau horaire", "Time zone");
    public static readonly Phrase Cron = new("Expression cron (Quartz)", "Cron expression (Quartz)");
    public static readonly Phrase CronHint = new("Secondes, minutes, heures, jour du mois, mois, jour de la semaine. Exemple : 0 30 7 ? * MON-FRI.", "Seconds, minutes, hours, day of month, month, day of week. Example: 0 30 7 ? * MON-FRI.");
    public static readonly Phrase Daily = new("Chaque jour", "Every day");
    public static readonly Phrase Workdays = new("Du lundi au vendredi", "Monday to Friday");
    public static readonly Phrase Weekly = new("Chaque semaine", "Every week");
    public static readonly Phrase Monthly = new("Chaque mois", "Every month");
    public static readonly Phrase Custom = new("Autre (expression cron)", "Other (cron expression)");
    public static readonly Phrase DailyAt = new("Chaque jour à {0}", "Every day at {0}");
    public static readonly Phrase WorkdaysAt = new("Du lundi au vendredi à {0}", "Monday to Friday at {0}");
    public static readonly Phrase WeeklyAt = new("Chaque {1} à {0}", "Every {1} at {0}");
    public static readonly Phrase MonthlyAt = new("Le {1} du mois à {0}", "On day {1} of the month at {0}");
    public static readonly Phrase MonthStartAt = new("Le 1er du mois à {0}", "On the first of the month at {0}");
    public static readonly Phrase MonthEndAt = new("Le dernier jour du mois à {0}", "On the last day of the month at {0}");
    public static readonly Phrase LastDay = new("Le dernier", "The last");
    public static readonly Phrase Next = new("Prochain envoi", "Next sending");
    public static readonly Phrase Last = new("Dernier envoi", "Last sending");
    public static readonly Phrase Paused = new("En pause", "Paused");
    public static readonly Phrase NotYet = new("Pas encore envoyé", "Not sent yet");
    public static readonly CountedPhrase Recipients = new(new("{0} destinataire", "{0} recipient"), new("{0} destinataires", "{0} recipients"));
    public static readonly Phrase RunNow = new("Exécuter maintenant", "Run now");
    public static readonly Phrase RunNowShort = new("Exécuter", "Run");
    public static readonly Phrase Pause = new("Mettre en pause", "Pause");
    public static readonly Phrase Resume = new("Reprendre", "Resume");
    public static readonly Phrase Delete = new("Supprimer", "Delete");
    public static readonly Phrase DeleteTitle = new("Supprimer la planification {0} ?", "Delete the schedule {0}?");
    public static readonly Phrase DeleteText = new("Plus rien ne sera envoyé. Les envois passés restent consignés.", "Nothing more will be sent. What was delivered stays on record.");
    public static readonly Phrase Deliveries = new("Derniers envois", "Last deliveries");
    public static readonly Phrase NoDeliveries = new("Rien n'a encore été envoyé.", "Nothing was sent yet.");
    public static readonly Phrase DueAt = new("Prévu", "Due");
    public static readonly Phrase To = new("Destinataire", "Recipient");
    public static readonly Phrase Result = new("Résultat", "Result");
    public static readonly Phrase Attempts = new("Essais", "Attempts");
    public static readonly Phrase RetryAt = new("Nouvel essai {0}", "Next attempt {0}");
    public static readonly Phrase Settings = new("Réglages", "Settings");
    public static readonly Phrase Created = new("Le rapport {0} est planifié.", "The report {0} is scheduled.");
    public static readonly Phrase Changed = new("La planification {0} est enregistrée.", "The schedule {0} is saved.");
    public static readonly Phrase Started = new("L'envoi de {0} est lancé. Le résultat s'affiche ici dans un instant.", "{0} is being sent. The outcome shows here in a moment.");
    public static readonly Phrase Deleted = new("La planification {0} est supprimée.", "The schedule {0} is deleted.");
    public static readonly Phrase PausedNow = new("La planification {0} est en pause.", "The schedule {0} is paused.");
    public static readonly Phrase ResumedNow = new("La planification {0} a repris.", "The schedule {0} has resumed.");
    public static readonly Phrase NameFault = new("Donnez un nom d'une ligne, de 120 caractères au plus.", "Enter a name of one line, of at most 120 characters.");
    public static readonly Phrase FormatFault = new("Choisissez au moins une pièce jointe.", "Choose at least one attachment.");
    public static readonly Phrase RecipientFault = new("Choisissez au moins un destinataire.", "Choose at least one recipient.");
    public static readonly Phrase CronFault = new("Cette expression cron n'est pas comprise.", "This cron expression is not understood.");
    public static readonly Phrase TimeFault = new("Écrivez une heure comme 07:30.", "Write a time like 07:30.");
    public static readonly Phrase OtherFault = new("Cette valeur n'est pas permise.", "This value is not allowed.");

    private static readonly Dictionary<string, Phrase> Types = new()
    {
        [ReportTypes.ProjectStatus] = new("État des projets", "Project status"),
        [ReportTypes.Finance] = new("Finances : budget, engagé, réel", "Finance: budget, committed, actual"),
    };

    private static readonly Dictionary<string, Phrase> Periods = new()
    {
        [""] = new("Tout, à ce jour", "Everything to date"),
        ["this_month"] = new("Le mois en cours", "This month"),
        ["last_month"] = new("Le mois dernier", "Last month"),
        ["this_quarter"] = new("Le trimestre en cours", "This quarter"),
        ["last_quarter"] = new("Le trimestre dernier", "Last quarter"),
        ["this_year"] = new("L'année en cours", "This year"),
        ["last_year"] = new("L'année dernière", "Last year"),
        ["last_12_months"] = new("Les 12 derniers mois", "The last 12 months"),
    };

    private static readonly Dictionary<string, Phrase> Outcomes = new()
    {
        [ScheduleOutcomes.Running] = new("En cours", "Running"),
        [ScheduleOutcomes.Succeeded] = new("Envoyé", "Sent"),
        [ScheduleOutcomes.Partial] = new("Envoyé en partie", "Partly sent"),
        [ScheduleOutcomes.Failed] = new("Échec", "Failed"),
    };

    private static readonly Dictionary<string, Phrase> Delivered = new()
    {
        [DeliveryStatuses.Pending] = new("En attente", "Waiting"),
        [DeliveryStatuses.Running] = new("En préparation", "Being made"),
        [DeliveryStatuses.Queued] = new("Prêt à partir", "Ready to leave"),
        [DeliveryStatuses.Sent] = new("Envoyé", "Sent"),
        [DeliveryStatuses.Failed] = new("Échec", "Failed"),
        [DeliveryStatuses.Skipped] = new("Non établi : droits insuffisants", "Not made: no permission"),
    };

    public static string TypeOf(string type) => Types.TryGetValue(type, out var word) ? word : type;

    public static string PeriodOf(string? period) => Periods.TryGetValue(period ?? "", out var word) ? word : period ?? "";

    public static string OutcomeOf(string? outcome) => outcome is null ? NotYet : Outcomes.TryGetValue(outcome, out var word) ? word : outcome;

    public static string DeliveryOf(string status) => Delivered.TryGetValue(status, out var word) ? word : status;

    public static string ToneOf(string? status) => status switch
    {
        ScheduleOutcomes.Succeeded or DeliveryStatuses.Sent => "good",
        ScheduleOutcomes.Partial or DeliveryStatuses.Skipped => "watch",
        ScheduleOutcomes.Failed => "bad",
        _ => "unknown",
    };
}
