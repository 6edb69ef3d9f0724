using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Webhooks;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Webhooks;

/// <summary>One target: its health, its last deliveries with their answers, and what can be done with it.</summary>
internal sealed class DetailsModel : AdminPage
{
    public static readonly IReadOnlyList<string> Statuses = ["sent", "pending", "dead"];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    public WebhookTargetView View { get; private set; } = null!;

    /// <summary>A secret just made, shown this once.</summary>
    public string? Secret { get; private set; }

    public string Here => $"{IndexModel.Path}/{Id}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostRotateAsync()
    {
        var rotated = await SendAsync(new RotateWebhookSecret(Id));
        if (!rotated.Succeeded) return NotDone(Here, rotated.Error);
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        Secret = rotated.Value;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostPingAsync() => Told(await SendAsync(new PingWebhook(Id)), WebhookWords.Pinged);

    public async Task<IActionResult> OnPostSwitchAsync(bool on) => Told(await SendAsync(new SwitchWebhook(Id, on)), on ? WebhookWords.SwitchedOn : WebhookWords.SwitchedOff);

    public async Task<IActionResult> OnPostReplayAsync(long? @event)
    {
        var replayed = await SendAsync(new ReplayWebhook(Id, @event));
        return Told(replayed, WebhookWords.Replayed.For(replayed.Value));
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        var deleted = await SendAsync(new DeleteWebhook(Id));
        return deleted.Succeeded ? Done(IndexModel.Path, WebhookWords.Deleted.With(deleted.Value)) : NotDone(Here, deleted.Error);
    }

    private IActionResult Told<T>(Result<T> outcome, string done) => outcome.Succeeded ? Done(Here, done) : NotDone(Here, outcome.Error);

    private async Task<Error?> LoadAsync()
    {
        if (!Statuses.Contains(Status)) Status = null;
        var found = await SendAsync(new ShowWebhookTarget(Id, Status));
        if (!found.Succeeded) return found.Error;
        View = found.Value;
        Title = View.Target.Name;
        Answer = WebhookWords.HealthOf(View.Target);
        Crumbs = [(WebhookWords.Title, IndexModel.Path)];
        return null;
    }
}
