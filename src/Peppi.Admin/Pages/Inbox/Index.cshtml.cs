using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Chantier;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Admin.Pages.Inbox;

/// <summary>How the webhooks are, what they brought, and what lies in quarantine.</summary>
internal sealed class IndexModel(Visitor visitor, IOptions<ManyChatOptions> manyChat, IOptions<PublicUrlOptions> urls) : AdminPage
{
    [BindProperty(SupportsGet = true, Name = "outcome")]
    public string? Outcome { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int At { get; set; } = 1;

    public InboxHealth Health { get; private set; } = null!;

    public bool MayReplay => visitor.MayForAll("update", "chantier");

    public string Address => urls.Value.Api + "/functions/v1/manychat-webhook";

    public string Secret => manyChat.Value.Secrets[0];

    public Pick Outcomes => new(DiaryWords.Outcome, Link(("outcome", null), ("page", null)),
        [.. WebhookOutcomes.All.Select(outcome => new PickChoice(DiaryWords.OutcomeOf(outcome), Link(("outcome", outcome), ("page", null)), Outcome == outcome, Health.Outcomes.GetValueOrDefault(outcome)))]);

    public async Task<IActionResult> OnGetAsync()
    {
        var health = await SendAsync(new ShowInbox { Outcome = WebhookOutcomes.All.Contains(Outcome) ? Outcome : null, Page = At });
        if (!health.Succeeded) return Refusal(health.Error);
        Health = health.Value;
        Title = DiaryWords.Inbox;
        Answer = DiaryWords.InboxAnswer.With(Health.Outcomes.GetValueOrDefault(WebhookOutcomes.Quarantined));
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostReplayAsync(long? id)
    {
        var replayed = await SendAsync(new ReplayWebhooks { Id = id, Outcome = id is null ? WebhookOutcomes.Quarantined : null });
        return replayed.Succeeded ? Done("/inbox", DiaryWords.Replayed.For(replayed.Value)) : NotDone("/inbox", replayed.Error);
    }
}
