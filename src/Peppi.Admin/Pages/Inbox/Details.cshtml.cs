using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Chantier;

namespace Peppi.Admin.Pages.Inbox;

/// <summary>One webhook as it came.</summary>
internal sealed class DetailsModel(Visitor visitor) : AdminPage
{
    public RawWebhook Webhook { get; private set; } = null!;

    public bool MayReplay => visitor.MayForAll("update", "chantier");

    public async Task<IActionResult> OnGetAsync(long id)
    {
        var webhook = await SendAsync(new ShowWebhook(id));
        if (!webhook.Succeeded) return Refusal(webhook.Error);
        Webhook = webhook.Value;
        Title = DiaryWords.Call.With(id);
        Answer = DiaryWords.OutcomeOf(Webhook.Line.Outcome);
        Crumbs = [(DiaryWords.Inbox, "/inbox")];
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
