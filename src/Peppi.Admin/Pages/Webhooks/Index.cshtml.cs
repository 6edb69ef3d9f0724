using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Webhooks;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Webhooks;

/// <summary>Who hears of changes elsewhere, how each fares, and what reached nobody.</summary>
internal sealed class IndexModel : AdminPage
{
    public const string Path = "/webhooks";

    private static readonly char[] Between = [',', ';', ' ', '\n', '\r', '\t'];

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public new string Url { get; set; } = "";

    [BindProperty]
    public string Format { get; set; } = "peppi";

    [BindProperty]
    public string Events { get; set; } = "";

    public WebhooksView List { get; private set; } = null!;

    /// <summary>A secret just made, shown this once.</summary>
    public string? Secret { get; private set; }

    public string SecretOf { get; private set; } = "";

    public static IEnumerable<SelectListItem> Formats => [new(WebhookWords.FormatPeppi, "peppi"), new(WebhookWords.FormatSlack, "slack")];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostAddAsync()
    {
        var added = await SendAsync(new AddWebhook(Name ?? "", (Url ?? "").Trim(), Format ?? "", (Events ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)));
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        if (!added.Succeeded)
        {
            Show(added.Error);
            return Page();
        }

        (Secret, SecretOf) = (added.Value, Name ?? "");
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostPingAsync(Guid id)
    {
        var queued = await SendAsync(new PingWebhook(id));
        return queued.Succeeded ? Done(Path, WebhookWords.Pinged) : NotDone(Path, queued.Error);
    }

    public async Task<IActionResult> OnPostReplayAsync(Guid id, long @event)
    {
        var replayed = await SendAsync(new ReplayWebhook(id, @event));
        return replayed.Succeeded ? Done(Path, WebhookWords.Replayed.For(replayed.Value)) : NotDone(Path, replayed.Error);
    }

    private async Task<Error?> LoadAsync()
    {
        var list = await SendAsync(new ListWebhooks());
        if (!list.Succeeded) return list.Error;
        List = list.Value;
        Title = WebhookWords.Title;
        var dead = List.Targets.Sum(target => target.Dead);
        Answer = WebhookWords.Answer.For(List.Targets.Count(target => target.Active)) + (dead > 0 ? ", " + WebhookWords.DeadAnswer.For(dead) : "");
        return null;
    }
}
