using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Charts;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Strategie;
using Peppi.Application.Strategie.Contracts;
using Peppi.Domain.Strategie;

namespace Peppi.Admin.Pages.Kpis;

/// <summary>One KPI: how it stands, where it comes from, what is done about it.</summary>
internal sealed class DetailsModel(Visitor visitor, Reader reader) : KpiPage(visitor)
{
    private const int MostPoints = 24;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>A value to write down, as it was typed.</summary>
    [BindProperty]
    public string? Value { get; set; }

    [BindProperty]
    public DateOnly? Day { get; set; }

    public KpiDetails Details { get; private set; } = null!;

    public KpiReading Reading => Details.Reading;

    public StrategieKpi Kpi => Reading.Kpi;

    public PlansView Plans => new(Details.Plans, People, MayChange, NamesSource: false);

    public bool MayRecord => MayPlan && MayChange;

    public bool IsPlanned => Details.Plans.Any(line => ActionPlanStatuses.Standing.Contains(line.Plan.Status));

    protected override string Here => $"/kpis/{Id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The curve of the latest periods; null where there are fewer than two.</summary>
    public IHtmlContent? Chart()
    {
        var points = Reading.History.TakeLast(MostPoints).Select(past => (KpiWords.PeriodOf(past.Period, Kpi.Period), past.Value)).ToList();
        if (points.Count < 2) return null;
        string Said(decimal value) => KpiWords.Said(value, Kpi.Unit);
        return HistoryLine.Draw(points, Reading.Target, Said, KpiWords.Target,
            KpiWords.ChartText.With(points[0].Item1, points[^1].Item1, Said(points[^1].Value), Reading.Target is { } target ? Said(target) : "–"));
    }

    public Task<IActionResult> OnGetAsync()
    {
        Day = reader.Today;
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostValueAsync()
    {
        if (Typed.Figure(Value) is not { } value) ModelState.AddModelError(nameof(Value), ProjectWords.NotANumber);
        else
        {
            var recorded = await SendAsync(new RecordKpiValue(Id, value, Day));
            if (recorded.Succeeded) return Done(Here, KpiWords.Recorded);
            Show(recorded.Error);
        }

        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (!MayRead) return StatusCode(StatusCodes.Status403Forbidden);
        var found = await SendAsync(new ShowKpi(Id));
        if (!found.Succeeded) return Refusal(found.Error);

        Details = found.Value;
        await ReadPeopleAsync();
        Title = Kpi.KpiName ?? $"#{Id}";
        Crumbs = [(KpiWords.Title, "/kpis")];
        return Page();
    }
}
