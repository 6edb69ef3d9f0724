using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Map;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Domain.Projects;

namespace Peppi.Admin.Pages.Projects;

/// <summary>The projects, as a list or on a map.</summary>
internal sealed class IndexModel(Reader reader) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Phase { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Region { get; set; }

    [BindProperty(SupportsGet = true)]
    public Health? Health { get; set; }

    public ProjectList List { get; private set; } = null!;

    /// <summary>The sites that have coordinates; null where none has.</summary>
    public SiteMap? Map { get; private set; }

    public bool OnMap => Request.Query["view"] == "map";

    public bool Filtered => new[] { Q, Status, Phase, Region }.Any(filter => filter is { Length: > 0 }) || Health is not null;

    /// <summary>What the search keeps of the address.</summary>
    public IEnumerable<(string Name, string Value)> Kept => Request.Query.Where(pair => pair.Key != "q").Select(pair => (pair.Key, pair.Value.ToString()));

    public Pick Statuses => new(ProjectWords.Status, Link(("status", null)),
        [.. ProjectStatuses.All.Where(List.ByStatus.ContainsKey).Select(status =>
            new PickChoice(ProjectWords.StatusOf(status), Link(("status", status)), Status == status, List.ByStatus[status]))]);

    public Pick Phases => new(ProjectWords.Phase, Link(("phase", null)),
        [.. ProjectPhases.All.Select(phase => new PickChoice(ProjectWords.PhaseOf(phase), Link(("phase", phase)), Phase == phase))]);

    public Pick Regions => new(ProjectWords.Region, Link(("region", null)),
        [.. List.Regions.Select(region => new PickChoice(region, Link(("region", region)), Region == region))]);

    public async Task<IActionResult> OnGetAsync(string? sort)
    {
        Title = ShellWords.Projects;
        var list = await SendAsync(new ListProjects
        {
            Search = Q,
            Status = Status is { Length: > 0 } ? Status : null,
            Phase = Phase is { Length: > 0 } ? Phase : null,
            Region = Region is { Length: > 0 } ? Region : null,
            Health = Health,
            Sort = sort ?? "health",
            Descending = Request.Query["down"] == "1",
        });
        if (!list.Succeeded) return Refusal(list.Error);

        List = list.Value;
        Answer = AnswerOf(List) + (Filtered ? $" · {ProjectWords.Shown.For(List.Lines.Count)}" : "");
        if (OnMap) Map = MapOf(List.Lines);
        return Page();
    }

    /// <summary>Days that the expected end lies behind the planned one, or today behind the end.</summary>
    public int LateBy(ProjectLine line)
    {
        if (line.Health is null) return 0;
        var slip = line.ForecastEndDate?.DayNumber - line.EndDate?.DayNumber ?? 0;
        var overdue = reader.Today.DayNumber - (line.ForecastEndDate ?? line.EndDate)?.DayNumber ?? 0;
        return Math.Max(slip, 0) + Math.Max(overdue, 0);
    }

    public static string AnswerOf(ProjectList list)
    {
        var (bad, watch) = (list.ByHealth.GetValueOrDefault(Domain.Projects.Health.Bad), list.ByHealth.GetValueOrDefault(Domain.Projects.Health.Watch));
        string[] parts = [ProjectWords.Projects.For(list.Total), .. bad > 0 ? [ProjectWords.InAlert.For(bad)] : Array.Empty<string>(), .. watch > 0 ? [ProjectWords.ToWatch.For(watch)] : Array.Empty<string>()];
        return parts.Length > 1 ? string.Join(", ", parts) : $"{parts[0]}, {ProjectWords.AllWell}";
    }

    private static SiteMap? MapOf(IReadOnlyList<ProjectLine> lines)
    {
        Site[] sites =
        [
            .. lines.Select((line, at) => (line, at)).Where(pair => pair.line is { Latitude: not null, Longitude: not null }).Select(pair => new Site(
                pair.at + 1,
                ProjectWords.ToneOf(pair.line.Health?.Level),
                pair.line.Health is null ? pair.line.Name : $"{pair.line.Name} ({ProjectWords.Of(pair.line.Health.Level)})",
                $"/projects/{pair.line.Id}",
                (double)pair.line.Latitude!.Value,
                (double)pair.line.Longitude!.Value)),
        ];
        return sites.Length > 0 ? new SiteMap(sites) : null;
    }
}
