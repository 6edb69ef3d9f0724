using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Strategie;
using Peppi.Domain.Strategie;

namespace Peppi.Admin.Pages.Kpis;

/// <summary>The figures that the group steers by, the worst on top, and what is planned about them.</summary>
internal sealed class IndexModel(Visitor visitor) : KpiPage(visitor)
{
    [BindProperty(SupportsGet = true)]
    public int? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    public KpiList List { get; private set; } = null!;

    public KpiStanding? Standing => Enum.TryParse<KpiStanding>(Status, ignoreCase: true, out var standing) && Enum.IsDefined(standing) ? standing : null;

    public PlansView Plans => new(List.Plans, People, MayChange, NamesSource: true);

    public Pick Projects => new(ShellWords.Projects, Link(("project", null)),
        [.. List.Projects.Select(project => new PickChoice(project.Value, Link(("project", $"{project.Key}")), Project == project.Key))]);

    protected override string Here => Project is null ? "/kpis" : $"/kpis?project={Project}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRead) return StatusCode(StatusCodes.Status403Forbidden);
        Title = KpiWords.Title;
        var kpis = await SendAsync(new ListKpis(Project, Standing));
        if (!kpis.Succeeded) return Refusal(kpis.Error);

        List = kpis.Value;
        await ReadPeopleAsync();
        var reds = List.ByStanding.GetValueOrDefault(KpiStanding.Red);
        Answer = KpiWords.Kpis.For(List.ByStanding.Values.Sum()) + (reds > 0 ? ", " + KpiWords.Reds.For(reds) : "");
        return Page();
    }

    public bool IsPlanned(int kpi) => List.Plans.Any(line => line.Plan.KpiId == kpi);
}
