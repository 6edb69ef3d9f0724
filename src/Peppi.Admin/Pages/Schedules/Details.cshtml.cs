using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Reports.Schedules;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Schedules;

/// <summary>One schedule: what it delivered, and its settings.</summary>
internal sealed class DetailsModel(Reader reader, Visitor visitor) : ScheduleFormView(reader)
{
    private const int MostDeliveries = 20;

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public ScheduleView Schedule { get; private set; } = null!;

    public IReadOnlyList<DeliveryView> Deliveries { get; private set; } = [];

    /// <summary>Whether to offer changes; whether they go through the database decides.</summary>
    public bool MayChange => visitor.MayForAll("update", "reports") || (visitor.May("update", "reports") && Schedule.OwnerId == visitor.Id);

    /// <summary>Something is still being made: the page looks again by itself.</summary>
    public bool UnderWay => Deliveries.Any(delivery => delivery.Status is DeliveryStatuses.Pending or DeliveryStatuses.Running or DeliveryStatuses.Queued);

    private string Here => $"/schedules/{Id}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        Form = ScheduleForm.Of(Schedule);
        return await LoadChoicesAsync() is { } missing ? Refusal(missing) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        var changed = await SendAsync(new UpdateSchedule(Id, Form.Input(Schedule.Enabled)));
        if (changed.Succeeded) return Done(Here, ScheduleWords.Changed.With(Form.Name));

        ShowInForm(changed.Error);
        return await LoadChoicesAsync() is { } missing ? Refusal(missing) : Page();
    }

    public async Task<IActionResult> OnPostRunAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        var run = await SendAsync(new RunScheduleNow(Id));
        return run.Succeeded ? Done(Here, ScheduleWords.Started.With(Schedule.Name)) : NotDone(Here, run.Error);
    }

    public Task<IActionResult> OnPostPauseAsync() => EnableAsync(enabled: false, ScheduleWords.PausedNow);

    public Task<IActionResult> OnPostResumeAsync() => EnableAsync(enabled: true, ScheduleWords.ResumedNow);

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        var deleted = await SendAsync(new DeleteSchedule(Id));
        return deleted.Succeeded ? Done("/schedules", ScheduleWords.Deleted.With(Schedule.Name)) : NotDone(Here, deleted.Error);
    }

    public string? NameOf(DeliveryView delivery) =>
        People.FirstOrDefault(person => person.Id == delivery.RecipientId)?.Name is { } name
            ? delivery.RecipientEmail is null ? name : $"{name} · {delivery.RecipientEmail}"
            : delivery.RecipientEmail;

    private async Task<IActionResult> EnableAsync(bool enabled, Phrase words)
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        var changed = await SendAsync(new UpdateSchedule(Id, ScheduleForm.Of(Schedule).Input(enabled)));
        return changed.Succeeded ? Done(Here, words.With(Schedule.Name), $"{Here}?handler={(enabled ? "Pause" : "Resume")}") : NotDone(Here, changed.Error);
    }

    private async Task<Error?> LoadAsync()
    {
        var schedules = await SendAsync(new ListSchedules { Id = Id });
        if (!schedules.Succeeded) return schedules.Error;
        if (schedules.Value.Count == 0) return new Error(ErrorKind.NotFound, "not_found", "There is no such schedule.");
        var deliveries = await SendAsync(new ListDeliveries(Id, MostDeliveries));
        if (!deliveries.Succeeded) return deliveries.Error;

        (Schedule, Deliveries) = (schedules.Value[0], deliveries.Value);
        Title = Schedule.Name;
        Crumbs = [(ShellWords.Schedules, "/schedules")];
        Answer = $"{ScheduleWords.TypeOf(Schedule.ReportType)} · {Rhythm.Read(Schedule.Cron).InWords()} · {ScheduleWords.Recipients.For(Schedule.Recipients.Count)}";
        return null;
    }
}
