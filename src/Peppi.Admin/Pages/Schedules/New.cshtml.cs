using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Reports.Schedules;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Schedules;

/// <summary>Schedules a report.</summary>
internal sealed class NewModel(Reader reader, Visitor visitor) : ScheduleFormView(reader)
{
    public async Task<IActionResult> OnGetAsync()
    {
        if (!visitor.May("insert", "reports")) return StatusCode(StatusCodes.Status403Forbidden);
        Form.Formats = [ReportFormats.Pdf, ReportFormats.Xlsx];
        Form.Recipients = [visitor.Id];
        return await FormAsync() is { } refusal ? Refusal(refusal) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var created = await SendAsync(new CreateSchedule(Form.Input(enabled: true)));
        if (created.Succeeded) return Done($"/schedules/{created.Value}", ScheduleWords.Created.With(Form.Name));

        ShowInForm(created.Error);
        return await FormAsync() is { } refusal ? Refusal(refusal) : Page();
    }

    private Task<Error?> FormAsync()
    {
        Title = ScheduleWords.New;
        Crumbs = [(ShellWords.Schedules, "/schedules")];
        Width = "narrow";
        return LoadChoicesAsync();
    }
}
