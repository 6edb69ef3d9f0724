using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Reports.Schedules;
using Peppi.Domain.Reports;

namespace Peppi.Admin.Pages.Schedules;

/// <summary>The scheduled reports.</summary>
internal sealed class IndexModel(Visitor visitor) : AdminPage
{
    public IReadOnlyList<ScheduleView> List { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Title = ShellWords.Schedules;
        var schedules = await SendAsync(new ListSchedules());
        if (!schedules.Succeeded) return Refusal(schedules.Error);

        List = schedules.Value;
        var (failing, paused) = (List.Count(schedule => schedule.LastStatus == ScheduleOutcomes.Failed), List.Count(schedule => !schedule.Enabled));
        Answer = string.Join(", ", new[]
        {
            ScheduleWords.Schedules.For(List.Count),
            failing > 0 ? ScheduleWords.Failing.For(failing) : null,
            paused > 0 ? ScheduleWords.PausedCount.For(paused) : null,
        }.OfType<string>());
        return Page();
    }

    public async Task<IActionResult> OnPostRunAsync(int id)
    {
        var schedules = await SendAsync(new ListSchedules { Id = id });
        if (!schedules.Succeeded) return Refusal(schedules.Error);
        var run = await SendAsync(new RunScheduleNow(id));
        return run.Succeeded ? Done($"/schedules/{id}", ScheduleWords.Started.With(schedules.Value[0].Name)) : NotDone("/schedules", run.Error);
    }

    /// <summary>Whether to offer it; the use case decides.</summary>
    public bool MayRun(ScheduleView schedule) =>
        visitor.MayForAll("update", "reports") || (visitor.May("update", "reports") && schedule.OwnerId == visitor.Id);
}
