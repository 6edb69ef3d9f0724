using Peppi.Application.Reports.Document;
using Peppi.Domain.Alerts;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Contents;

/// <summary>The words for what is stored in English: shown in the reader's language.</summary>
public static class Labels
{
    /// <summary>A report's title.</summary>
    public static string ReportType(Language language, string type) => type switch
    {
        ReportTypes.Finance => language.Say("Situation financière", "Financial position"),
        ReportTypes.ProjectStatus => language.Say("Situation des projets", "Project status"),
        _ => type,
    };

    /// <summary>A project's phase.</summary>
    public static string Phase(Language language, string? phase) => phase switch
    {
        ProjectPhases.Study => language.Say("Étude", "Study"),
        ProjectPhases.Design => language.Say("Conception", "Design"),
        ProjectPhases.Permitting => language.Say("Autorisations", "Permitting"),
        ProjectPhases.Works => language.Say("Travaux", "Works"),
        ProjectPhases.Handover => language.Say("Livraison", "Handover"),
        ProjectPhases.Warranty => language.Say("Garantie", "Warranty"),
        _ => phase ?? FigureText.Nothing,
    };

    /// <summary>A project's status.</summary>
    public static string Status(Language language, string? status) => status switch
    {
        ProjectStatuses.Planned => language.Say("Prévu", "Planned"),
        ProjectStatuses.Active => language.Say("En cours", "Active"),
        ProjectStatuses.OnHold => language.Say("Suspendu", "On hold"),
        ProjectStatuses.Completed => language.Say("Terminé", "Completed"),
        ProjectStatuses.Cancelled => language.Say("Annulé", "Cancelled"),
        ProjectStatuses.Archived => language.Say("Archivé", "Archived"),
        _ => status ?? FigureText.Nothing,
    };

    /// <summary>How well something stands.</summary>
    public static string Standing(Language language, ReportStatus status) => status switch
    {
        ReportStatus.Good => language.Say("Conforme", "On track"),
        ReportStatus.Watch => language.Say("À surveiller", "To watch"),
        ReportStatus.Bad => language.Say("En alerte", "In alert"),
        _ => language.Say("Non mesuré", "Not measured"),
    };

    /// <summary>How much an alert presses.</summary>
    public static StatusCell Priority(Language language, string priority) => priority switch
    {
        AlertPriorities.Critical => new(ReportStatus.Bad, language.Say("Critique", "Critical")),
        AlertPriorities.High => new(ReportStatus.Bad, language.Say("Haute", "High")),
        AlertPriorities.Warning => new(ReportStatus.Watch, language.Say("Attention", "Warning")),
        _ => new(ReportStatus.Unknown, language.Say("Information", "Info")),
    };

    /// <summary>Which way an invoice's money flows.</summary>
    public static string Direction(Language language, string direction) =>
        direction == FinanceDirections.Receivable ? language.Say("À encaisser", "Receivable") : language.Say("À payer", "Payable");

    /// <summary>A tranche of overdue bills.</summary>
    public static string Age(Language language, OverdueAge age) => age switch
    {
        OverdueAge.Month => language.Say("1–30 jours", "1–30 days"),
        OverdueAge.TwoMonths => language.Say("31–60 jours", "31–60 days"),
        OverdueAge.ThreeMonths => language.Say("61–90 jours", "61–90 days"),
        _ => language.Say("Plus de 90 jours", "Over 90 days"),
    };

    /// <summary>Why a figure cannot be told.</summary>
    public static string Missing(Language language, MissingReason reason) => reason switch
    {
        MissingReason.NoBudget => language.Say("Aucun budget saisi", "No budget recorded"),
        MissingReason.NoTarget => language.Say("Aucune cible fixée", "No target set"),
        MissingReason.NoRate => language.Say("Taux de change manquant", "Exchange rate missing"),
        MissingReason.NoCost => language.Say("Aucune dépense", "No cost yet"),
        MissingReason.NothingEarned => language.Say("Rien de réalisé", "Nothing earned yet"),
        MissingReason.NoSchedule => language.Say("Dates manquantes ou non commencé", "Dates missing, or not begun"),
        MissingReason.BudgetSpent => language.Say("Budget épuisé", "Budget spent"),
        MissingReason.NoConsumption => language.Say("Aucune sortie récente", "No recent use"),
        MissingReason.NothingDue => language.Say("Rien d'échu", "Nothing due"),
        MissingReason.NoRows => language.Say("Aucune ligne visible", "No visible row"),
        MissingReason.NoUnits => language.Say("Aucun lot en vente", "Nothing for sale"),
        MissingReason.NoSales => language.Say("Aucune vente", "No sale"),
        MissingReason.NoReservations => language.Say("Aucune réservation", "No reservation"),
        MissingReason.NotAllowed => language.Say("Hors de vos droits", "Outside your rights"),
        _ => language.Say("Non mesuré", "Not measured"),
    };
}
