using Peppi.Domain.Finance;
using Peppi.Domain.Projects;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>What the group is steered by beside its books: milestones, progress as it was seen, exchange rates, budget policies.</summary>
internal sealed class DemoControl
{
    private static readonly (string Name, string Phase, decimal At)[] Stages =
    [
        ("Études d'exécution validées", ProjectPhases.Design, 0.12m), ("Permis de construire obtenu", ProjectPhases.Permitting, 0.2m),
        ("Fondations achevées", ProjectPhases.Works, 0.38m), ("Gros œuvre hors d'eau", ProjectPhases.Works, 0.66m),
        ("Second œuvre achevé", ProjectPhases.Works, 0.9m), ("Livraison", ProjectPhases.Handover, 1m),
    ];

    private readonly DateOnly today;

    public DemoControl(IReadOnlyList<DemoProject> projects, DemoFinance finance, DateOnly today)
    {
        this.today = today;
        foreach (var demo in projects)
        {
            AddMilestones(demo.Project);
            AddProgress(demo.Project);
        }

        foreach (var project in finance.Finances.Where(record => record.Type == FinanceTypes.Budget).Select(record => record.ProjectId!.Value).Distinct().Order())
        {
            AddLine(project, null, BudgetPolicies.Warn);
            AddLine(project, FinanceCategories.Equipment, BudgetPolicies.Stop);
            AddLine(project, FinanceCategories.StructuralWorks, BudgetPolicies.Warn);
        }

        // The euro's parity is fixed; the dollar moves.
        Rate("EUR", "XAF", 655.957m, today.AddYears(-3), "Parité fixe");
        for (var month = 24; month >= 0; month -= 3) Rate("USD", "XAF", 598m + month % 7 * 3.5m, today.AddMonths(-month), "BEAC");
    }

    public List<ProjectMilestone> Milestones { get; } = [];

    public List<ProjectProgress> Progress { get; } = [];

    public List<ExchangeRate> Rates { get; } = [];

    public List<BudgetLine> Lines { get; } = [];

    private void AddMilestones(Project project)
    {
        if (project is not { StartDate: { } start, EndDate: { } end }) return;
        var slip = (project.ForecastEndDate ?? end).DayNumber - end.DayNumber;
        foreach (var (name, phase, at) in Stages)
        {
            var planned = start.AddDays((int)((end.DayNumber - start.DayNumber) * at));
            var expected = planned.AddDays((int)(slip * at));
            Milestones.Add(new ProjectMilestone
            {
                Id = Milestones.Count + 1,
                ProjectId = project.Id,
                Name = name,
                Phase = phase,
                BaselineDate = planned,
                ForecastDate = expected,
                ActualDate = expected <= today ? expected : null,
                IsCritical = at is 0.66m or 1m,
            });
        }
    }

    /// <summary>A reading a month, up to where the project stands today; the works' own share beside it.</summary>
    private void AddProgress(Project project)
    {
        if (project is not { StartDate: { } start, PercentComplete: { } percent }) return;
        var months = Math.Max(1, (today.Year - start.Year) * 12 + today.Month - start.Month);
        for (var month = 1; month <= months; month++)
        {
            Progress.Add(new ProjectProgress
            {
                Id = Progress.Count + 1,
                ProjectId = project.Id,
                PercentComplete = month == months ? percent : Math.Round(percent * month / months, 1),
                RecordedOn = month == months ? today : start.AddMonths(month),
                AuthorId = project.ManagerId,
                Notes = month == months ? "Point d'avancement du mois" : null,
            });
        }
    }

    private void AddLine(int project, string? category, string policy) =>
        Lines.Add(new BudgetLine { Id = Lines.Count + 1, ProjectId = project, Category = category, Policy = policy });

    private void Rate(string currency, string quote, decimal rate, DateOnly from, string source) => Rates.Add(new ExchangeRate
    {
        Id = Rates.Count + 1,
        Currency = currency,
        QuoteCurrency = quote,
        Rate = rate,
        ValidFrom = from,
        Source = source,
        CreatedBy = DemoGroup.Finance.Id,
    });
}
