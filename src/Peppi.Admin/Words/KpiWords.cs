using Peppi.Admin.Shell;
using Peppi.Application.Strategie.Contracts;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Admin.Words;

/// <summary>KPIs and action plans.</summary>
internal static class KpiWords
{
    public static readonly Phrase Title = new("Indicateurs", "KPIs");
    public static readonly Phrase Kpi = new("Indicateur", "KPI");
    public static readonly Phrase Group = new("Groupe", "Group");
    public static readonly Phrase Status = new("État", "Status");
    public static readonly Phrase Value = new("Valeur", "Value");
    public static readonly Phrase Target = new("Objectif", "Target");
    public static readonly Phrase Reached = new("Atteint", "Reached");
    public static readonly Phrase Trend = new("Tendance", "Trend");
    public static readonly Phrase Period = new("Période", "Period");
    public static readonly Phrase History = new("Évolution", "History");
    public static readonly Phrase HistoryOf = new("Évolution de « {0} »", "History of “{0}”");
    public static readonly Phrase HistoryTable = new("Les valeurs, période par période", "The values, period by period");
    public static readonly Phrase NoHistory = new("Aucune valeur passée. La première saisie commence la courbe.", "No past value. The first entry begins the curve.");
    public static readonly Phrase HigherIsBetter = new("Plus c'est haut, mieux c'est.", "Higher is better.");
    public static readonly Phrase LowerIsBetter = new("Plus c'est bas, mieux c'est.", "Lower is better.");
    public static readonly Phrase Limits = new("Vert dès {0}, rouge sous {1} de l'objectif.", "Green from {0}, red below {1} of the target.");
    public static readonly Phrase OverPeriods = new("{0} sur {1} périodes", "{0} over {1} periods");
    public static readonly Phrase Record = new("Saisir une valeur", "Record a value");
    public static readonly Phrase RecordHint = new("La valeur remplace celle de la même période.", "The value replaces the one of the same period.");
    public static readonly Phrase Day = new("Un jour de la période", "A day of the period");
    public static readonly Phrase Recorded = new("La valeur est enregistrée.", "The value is recorded.");
    public static readonly Phrase Plans = new("Plans d'action", "Action plans");
    public static readonly Phrase OpenPlan = new("Ouvrir un plan d'action", "Open an action plan");
    public static readonly Phrase PlanOpened = new("Le plan d'action est ouvert ; vous en êtes responsable.", "The action plan is open, and yours.");
    public static readonly Phrase PlanSaved = new("Le plan d'action est à jour.", "The action plan is up to date.");
    public static readonly Phrase NoPlans = new("Aucun plan d'action en cours.", "No action plan under way.");
    public static readonly Phrase NoPlansHere = new("Aucun plan d'action pour cet indicateur.", "No action plan for this KPI.");
    public static readonly Phrase RedOnly = new("Un plan s'ouvre quand l'indicateur est au rouge.", "A plan is opened when the KPI is red.");
    public static readonly Phrase Plan = new("Plan", "Plan");
    public static readonly Phrase Owner = new("Responsable", "Owner");
    public static readonly Phrase Nobody = new("Personne", "Nobody");
    public static readonly Phrase Due = new("Échéance", "Due");
    public static readonly Phrase Late = new("en retard", "late");
    public static readonly Phrase Progress = new("Avancement", "Progress");
    public static readonly Phrase Evidence = new("Preuve", "Evidence");
    public static readonly Phrase EvidenceHint = new("Ce qui montre que c'est fait ; demandé pour clore.", "What shows that it was done; asked for when it is closed.");
    public static readonly Phrase Update = new("Mettre à jour", "Update");
    public static readonly Phrase FromAlert = new("Né d'une alerte", "Born from an alert");
    public static readonly Phrase ClosedOn = new("clos le {0}", "closed {0}");
    public static readonly Phrase EmptyTitle = new("Aucun indicateur ici", "No KPI here");
    public static readonly Phrase EmptyText = new("Les indicateurs arrivent par l'API (/rest/v1/strategie_kpis) ; vous voyez ceux que votre rôle vous montre.", "KPIs come in through the API (/rest/v1/strategie_kpis); you see those that your role shows you.");
    public static readonly Phrase EmptyFilter = new("Aucun indicateur ne répond à ce choix.", "No KPI fits this choice.");
    public static readonly Phrase ChartText = new("Courbe de {0} à {1} ; dernière valeur {2}, objectif {3}. Le tableau qui suit a toutes les valeurs.", "A curve from {0} to {1}; last value {2}, target {3}. The table below has every value.");
    public static readonly CountedPhrase Kpis = new(new("{0} indicateur", "{0} KPI"), new("{0} indicateurs", "{0} KPIs"));
    public static readonly CountedPhrase Reds = new(new("{0} au rouge", "{0} red"), new("{0} au rouge", "{0} red"));
    public static readonly CountedPhrase PlansDone = new(new("{0} plan mené à bien", "{0} plan carried out"), new("{0} plans menés à bien", "{0} plans carried out"));

    private static readonly Phrase Week = new("sem. du {0}", "week of {0}");
    private static readonly Phrase Quarter = new("T{0} {1}", "Q{0} {1}");
    private static readonly Dictionary<KpiStanding, Phrase> Standings = new()
    {
        [KpiStanding.Green] = new("Conforme", "On target"),
        [KpiStanding.Amber] = new("À surveiller", "To watch"),
        [KpiStanding.Red] = new("Au rouge", "Red"),
        [KpiStanding.Unknown] = new("Non mesuré", "Not measured"),
    };

    private static readonly Dictionary<KpiTrend, Phrase> Trends = new()
    {
        [KpiTrend.Better] = new("S'améliore", "Improving"),
        [KpiTrend.Steady] = new("Stable", "Steady"),
        [KpiTrend.Worse] = new("Se dégrade", "Worsening"),
        [KpiTrend.Unknown] = new("Pas encore de tendance", "No trend yet"),
    };

    private static readonly Dictionary<string, Phrase> PlanStatuses = new()
    {
        [ActionPlanStatuses.Open] = new("À commencer", "To begin"),
        [ActionPlanStatuses.InProgress] = new("En cours", "Under way"),
        [ActionPlanStatuses.Done] = new("Fait", "Done"),
        [ActionPlanStatuses.Cancelled] = new("Abandonné", "Given up"),
    };

    public static string Of(KpiStanding standing) => Standings[standing];

    public static string Of(KpiTrend trend) => Trends[trend];

    public static string PlanStatusOf(string status) => PlanStatuses.TryGetValue(status, out var word) ? word : status;

    public static string ToneOf(KpiStanding standing) => standing switch { KpiStanding.Green => "good", KpiStanding.Amber => "watch", KpiStanding.Red => "bad", _ => "unknown" };

    public static string ToneOf(string planStatus) => planStatus switch { ActionPlanStatuses.Done => "good", ActionPlanStatuses.InProgress => "watch", _ => "unknown" };

    /// <summary>The drawing of a trend, by whether the figure goes up or down; none while it stays.</summary>
    public static string? ArrowOf(KpiReading reading) =>
        reading.Trend is KpiTrend.Better or KpiTrend.Worse ? reading.Trend == KpiTrend.Better == (reading.Kpi.Direction != KpiDirections.Lower) ? "arrow-up" : "arrow-down" : null;

    /// <summary>A value with its unit: amounts as amounts, rates as rates.</summary>
    public static string Said(decimal? value, string? unit)
    {
        if (value is not { } known) return "–";
        var figures = Figures.In(Reader.SpeaksFrench ? Language.French : Language.English);
        return unit switch
        {
            null or "" => figures.Plain(known),
            "%" => figures.Percent(known / 100),
            _ when CurrencyCodes.All.Contains(unit) => figures.Money(new Money(known, Currency.Of(unit))),
            _ => figures.Plain(known) + '\u00A0' + unit,
        };
    }

    /// <summary>A period by its first day.</summary>
    public static string PeriodOf(DateOnly start, string period)
    {
        var figures = Figures.In(Reader.SpeaksFrench ? Language.French : Language.English);
        return period switch
        {
            KpiPeriods.Week => Week.With(figures.Date(start)),
            KpiPeriods.Quarter => Quarter.With((start.Month + 2) / 3, start.Year),
            KpiPeriods.Year => $"{start.Year}",
            _ => figures.Month(start),
        };
    }
}
