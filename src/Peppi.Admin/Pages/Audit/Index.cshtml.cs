using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Audit;

namespace Peppi.Admin.Pages.Audit;

/// <summary>What happened: who did what, to what, when, from where.</summary>
internal sealed class IndexModel(Reader reader) : AdminPage
{
    private const int Countable = 10_000;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "what")]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true, Name = "on")]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int At { get; set; } = 1;

    public AuditPage Log { get; private set; } = null!;

    public int Pages => (Log.Found + SearchAudit.PageSize - 1) / SearchAudit.PageSize;

    public bool Filtered => Q is { Length: > 0 } || Action is not null || Subject is not null || From is not null || To is not null;

    public async Task<IActionResult> OnGetAsync()
    {
        Title = AuditWords.Title;
        var log = await SendAsync(new SearchAudit
        {
            Text = Q?.Trim(),
            Action = Action,
            Subject = Subject,
            From = From is { } first ? StartOf(first) : null,
            Before = To is { } last ? StartOf(last.AddDays(1)) : null,
            Page = At,
        });
        if (!log.Succeeded) return Refusal(log.Error);
        Log = log.Value;
        Answer = Log.Found >= Countable ? AuditWords.Many.With(Countable.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)) : AuditWords.Found.For(Log.Found);
        return Page();
    }

    // The reader's day begins at the reader's midnight.
    private DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, reader.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
