using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Alerts;
using Peppi.Domain.Alerts;

namespace Peppi.Admin.Pages.Account;

/// <summary>How and when one is told of alerts.</summary>
internal sealed class AlertsModel(Visitor visitor) : AdminPage
{
    [BindProperty]
    public string LeastPriority { get; set; } = "";

    [BindProperty]
    public string Digest { get; set; } = "";

    [BindProperty]
    public string? DigestAt { get; set; }

    [BindProperty]
    public string? QuietFrom { get; set; }

    [BindProperty]
    public string? QuietTo { get; set; }

    [BindProperty]
    public bool QuietWeekends { get; set; }

    public static IEnumerable<SelectListItem> Priorities => AlertPriorities.All.Select(priority => new SelectListItem(ProjectWords.PriorityOf(priority), priority));

    public static IEnumerable<SelectListItem> DigestChoices => Digests.All.Select(digest => new SelectListItem(AlertWords.DigestOf(digest), digest));

    public async Task<IActionResult> OnGetAsync()
    {
        Head();
        var wishes = await SendAsync(new GetOwnAlertWishes());
        if (!wishes.Succeeded) return Refusal(wishes.Error);
        (LeastPriority, Digest, QuietWeekends) = (wishes.Value.LeastPriority, wishes.Value.Digest, wishes.Value.QuietWeekends);
        (DigestAt, QuietFrom, QuietTo) = (Write(wishes.Value.DigestAt), Write(wishes.Value.QuietFrom), Write(wishes.Value.QuietTo));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Head();
        var changed = await SendAsync(new ChangeOwnAlertWishes(visitor.Id, LeastPriority, Digest, Read(DigestAt) ?? new TimeOnly(7, 0), Read(QuietFrom), Read(QuietTo), QuietWeekends));
        if (changed.Succeeded) return Done("/account/alerts", AlertWords.WishesSaved);
        Show(changed.Error);
        return Page();
    }

    private void Head() => (Title, Answer, Width, Crumbs) = (AlertWords.Wishes, AlertWords.WishesAnswer, "narrow", [(AlertWords.Title, "/alerts")]);

    private static string? Write(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly? Read(string? text) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
}
