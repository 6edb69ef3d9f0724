using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Chantier;
using Peppi.Application.Chantier.Contracts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Diary;

/// <summary>What the sites wrote and photographed, by day; what waits for its site; and the way to put right what went astray.</summary>
internal sealed class IndexModel(Visitor visitor) : AdminPage
{
    private const int SilenceThatCounts = 2;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "site")]
    public int? Site { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Before { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Message { get; set; }

    public bool Unsorted => Request.Query["unsorted"] == "1";

    public SiteDiary Diary { get; private set; } = null!;

    public IReadOnlyList<SiteVoice> Sites { get; private set; } = [];

    public bool MaySort => visitor.May("update", "chantier");

    public bool Filtered => Q is { Length: > 0 } || Site is not null || From is not null || To is not null || Unsorted || Message is not null;

    public Pick Picks => new(DiaryWords.Site, Link(("site", null), ("before", null), ("unsorted", null)),
        [.. Sites.Select(site => new PickChoice(site.Name, Link(("site", $"{site.ProjectId}"), ("before", null), ("unsorted", null), ("message", null)), Site == site.ProjectId))]);

    /// <summary>The chosen site's silence, where it counts.</summary>
    public SiteVoice? Silent => Sites.FirstOrDefault(site => site.ProjectId == Site && IsSilent(site));

    public async Task<IActionResult> OnGetAsync()
    {
        var diary = await SendAsync(new ReadSiteDiary { ProjectId = Site, Unsorted = Unsorted, MessageId = Message, From = From, To = To < From ? From : To, Search = Q is { Length: > 200 } ? Q[..200] : Q, Before = Before, Limit = 40 });
        if (!diary.Succeeded) return Refusal(diary.Error);
        var sites = await SendAsync(new ListDiarySites());
        if (!sites.Succeeded) return Refusal(sites.Error);
        (Diary, Sites) = (diary.Value, sites.Value);
        Title = DiaryWords.Title;
        var silent = Sites.Count(IsSilent);
        Answer = string.Join(", ", ((string?[])[
            Diary.Waiting > 0 ? DiaryWords.Waiting.For(Diary.Waiting) : null,
            silent > 0 ? DiaryWords.SilentSites.For(silent) : null,
        ]).OfType<string>()) is { Length: > 0 } answer ? answer : (string)DiaryWords.SortedText;
        return Page();
    }

    public async Task<IActionResult> OnGetPhotoAsync(int id) => Shown(await SendAsync(new OpenDiaryPhoto(id)));

    public async Task<IActionResult> OnGetThumbnailAsync(int id) => Shown(await SendAsync(new OpenDiaryThumbnail(id)));

    private IActionResult Shown(Result<OpenedPhoto> photo)
    {
        if (!photo.Succeeded) return Refusal(photo.Error);
        Response.Headers.CacheControl = "private, max-age=3600";

        // What a browser would run is saved, never shown.
        var shown = photo.Value.ContentType.StartsWith("image/", StringComparison.Ordinal) && !photo.Value.ContentType.Contains("svg", StringComparison.Ordinal);
        return shown ? File(photo.Value.Content, photo.Value.ContentType) : File(photo.Value.Content, "application/octet-stream", photo.Value.FileName);
    }

    public async Task<IActionResult> OnPostSortAsync(int id, int? site, bool remember, string? back)
    {
        var sorted = await SendAsync(new SortMessage(id, site) { Remember = remember });
        return sorted.Succeeded
            ? Done(BackTo(back), DiaryWords.Sorted.For(sorted.Value.Messages, sorted.Value.ProjectName))
            : NotDone(BackTo(back), sorted.Error);
    }

    public async Task<IActionResult> OnPostRetryAsync(int id, string? back)
    {
        var retried = await SendAsync(new RetryPhoto(id));
        return retried.Succeeded ? Done(BackTo(back), DiaryWords.Retried) : NotDone(BackTo(back), retried.Error);
    }

    /// <summary>When a message was written, by the clock of its site.</summary>
    public static string ClockOf(DiaryMessage message)
    {
        var zone = message.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(message.At, zone).ToString("t", CultureInfo.CurrentCulture);
    }

    private static bool IsSilent(SiteVoice site) => site.AtWork && site.SilentDays >= SilenceThatCounts;

    // Only to this page: an address in a form is a visitor's word.
    private static string BackTo(string? query) => query is { Length: > 0 and < 500 } && query[0] == '?' ? "/diary" + query : "/diary";
}
