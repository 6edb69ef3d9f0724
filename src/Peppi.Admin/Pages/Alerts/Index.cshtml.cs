using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Alerts;
using Peppi.Domain.Alerts;

namespace Peppi.Admin.Pages.Alerts;

/// <summary>What asks for attention, the most pressing first.</summary>
internal sealed class IndexModel(Visitor visitor) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Priority { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int At { get; set; } = 1;

    public AlertPage List { get; private set; } = null!;

    public int Pages => (List.Found + ListAlerts.PageSize - 1) / ListAlerts.PageSize;

    public bool Filtered => Status is not null || Priority is not null || Project is not null || Mine;

    public Pick Statuses => new(AlertWords.State, Link(("status", null), ("page", null)),
        [.. AlertStatuses.All.Select(status => new PickChoice(AlertWords.StatusOf(status), Link(("status", status), ("page", null)), Status == status))]);

    public Pick Priorities => new(AlertWords.Priority, Link(("priority", null), ("page", null)),
        [.. AlertPriorities.All.Reverse().Select(priority => new PickChoice(ProjectWords.PriorityOf(priority), Link(("priority", priority), ("page", null)), Priority == priority))]);

    public Pick Projects => new(AlertWords.Project, Link(("project", null), ("page", null)),
        [.. List.Projects.Select(project => new PickChoice(project.Name, Link(("project", project.Id.ToString(CultureInfo.InvariantCulture)), ("page", null)), Project == project.Id))]);

    public async Task<IActionResult> OnGetAsync()
    {
        Title = AlertWords.Title;
        var list = await SendAsync(new ListAlerts
        {
            Status = AlertStatuses.All.Contains(Status) ? Status : null,
            Priority = AlertPriorities.All.Contains(Priority) ? Priority : null,
            ProjectId = Project,
            AssignedTo = Mine ? visitor.Id : null,
            Page = At,
        });
        if (!list.Succeeded) return Refusal(list.Error);
        List = list.Value;
        Answer = AlertWords.Open.For(List.Open) + (List.Critical > 0 ? ", " + AlertWords.Critical.For(List.Critical) : "");
        return Page();
    }

    public async Task<IActionResult> OnPostAcknowledgeAsync(int id, string? back)
    {
        var path = Url.IsLocalUrl(back) ? back! : "/alerts";
        var done = await SendAsync(new ChangeAlert(id, AlertAct.Acknowledge));
        return done.Succeeded ? Done(path, AlertWords.Acknowledged) : NotDone(path, done.Error);
    }
}
