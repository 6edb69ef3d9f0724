using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Alerts;
using Peppi.Application.Strategie;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Alerts;

/// <summary>One alert: what it is, what can be done, what was done.</summary>
internal sealed class DetailsModel(Visitor visitor, Reader reader) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public Guid? Person { get; set; }

    [BindProperty]
    public int Hours { get; set; } = 24;

    [BindProperty]
    public string? Note { get; set; }

    public AlertView View { get; private set; } = null!;

    public static IEnumerable<SelectListItem> Spans =>
        [new(AlertWords.Hours4, "4"), new(AlertWords.Day1, "24"), new(AlertWords.Days3, "72"), new(AlertWords.Week1, "168")];

    public IEnumerable<SelectListItem> People =>
        [new(AlertWords.Nobody, ""), .. View.People.OrderBy(person => person.Value, StringComparer.CurrentCultureIgnoreCase).Select(person => new SelectListItem(person.Value, person.Key.ToString()))];

    public bool MayChange => View.Alert.Status != AlertStatuses.Resolved && visitor.May("update", "alerts");

    public bool MayPlan => View.Alert.Status != AlertStatuses.Resolved && visitor.May("insert", "strategie");

    public bool MayNote => visitor.May("insert", "alerts");

    private string Here => $"/alerts/{Id.ToString(CultureInfo.InvariantCulture)}";

    public async Task<IActionResult> OnGetAsync()
    {
        var found = await SendAsync(new ShowAlert(Id));
        if (!found.Succeeded) return Refusal(found.Error);
        View = found.Value;
        Person = View.Alert.AssignedTo;
        Title = AlertWords.MessageOf(View.Alert.Message, View.Alert.MessageEn);
        Crumbs = [(AlertWords.Title, "/alerts")];
        return Page();
    }

    public Task<IActionResult> OnPostAcknowledgeAsync() => ActAsync(new ChangeAlert(Id, AlertAct.Acknowledge), AlertWords.Acknowledged);

    public async Task<IActionResult> OnPostPlanAsync()
    {
        // Plans are read by more people than what the alert is about: its kind is their title, not its words.
        var found = await SendAsync(new ShowAlert(Id));
        if (!found.Succeeded) return NotDone(Here, found.Error);
        var plan = await SendAsync(new OpenActionPlan
        {
            AlertId = Id,
            Title = string.Join(" – ", new[] { AlertWords.KindOf(found.Value.Alert.AlertType), found.Value.ProjectName }.OfType<string>()),
        });
        return plan.Succeeded ? Done(Here, AlertWords.PlanOpened.With($"#{plan.Value}")) : NotDone(Here, plan.Error);
    }

    public Task<IActionResult> OnPostResolveAsync() => ActAsync(new ChangeAlert(Id, AlertAct.Resolve), AlertWords.Resolved);

    public Task<IActionResult> OnPostAssignAsync() => ActAsync(new ChangeAlert(Id, AlertAct.Assign) { Person = Person }, AlertWords.Assigned);

    public Task<IActionResult> OnPostSnoozeAsync() => ActAsync(new ChangeAlert(Id, AlertAct.Snooze) { Hours = Hours }, AlertWords.Snoozed);

    public Task<IActionResult> OnPostNoteAsync() => ActAsync(new ChangeAlert(Id, AlertAct.Note) { Note = Note }, AlertWords.Noted);

    /// <summary>Only where it leads within this site.</summary>
    public string? LinkOf(Alert alert) => Url.IsLocalUrl(alert.Link) ? alert.Link : null;

    /// <summary>What changed, in words.</summary>
    public string? DetailOf(AlertMoment moment)
    {
        using var details = JsonDocument.Parse(moment.Details);
        string? Text(string name) => details.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return moment.Kind switch
        {
            AlertEventKinds.Priority => $"{ProjectWords.PriorityOf(Text("from") ?? "")} → {ProjectWords.PriorityOf(Text("to") ?? "")}",
            AlertEventKinds.Raised => Text("priority") is { } priority ? ProjectWords.PriorityOf(priority) : null,
            AlertEventKinds.Assigned => Guid.TryParse(Text("to"), out var person) ? View.People.GetValueOrDefault(person, "–") : AlertWords.Nobody,
            AlertEventKinds.Snoozed when DateTimeOffset.TryParse(Text("until"), CultureInfo.InvariantCulture, out var until) => $"{AlertWords.Until} {reader.Local(until).ToString("g", CultureInfo.CurrentCulture)}",
            _ => null,
        };
    }

    private async Task<IActionResult> ActAsync(ChangeAlert act, string words)
    {
        Result<Done> done = await SendAsync(act);
        return done.Succeeded ? Done(Here, words) : NotDone(Here, done.Error);
    }
}
