using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Commercial;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Units;

/// <summary>The units of a project: who holds each, and the steps of a sale.</summary>
internal sealed class IndexModel(Reader reader) : AdminPage
{
    /// <summary>How long a reservation is held, and by how long it is extended.</summary>
    private const int Days = 30;

    [BindProperty(SupportsGet = true)]
    public int? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int At { get; set; } = 1;

    public UnitList List { get; private set; } = null!;

    public int Pages => (List.Found + ListUnits.PageSize - 1) / ListUnits.PageSize;

    /// <summary>The currency of every price on the page, where it is one: it stands at the head of the column.</summary>
    public Currency? Common { get; private set; }

    public Pick Projects => new(ShellWords.Projects, null,
        [.. List.Projects.Select(project => new PickChoice(project.Name, Link(("project", project.Id.ToString(CultureInfo.InvariantCulture)), ("page", null), ("status", null)), project.Id == List.ProjectId))]);

    private static Figures Tongue => Figures.In(Reader.SpeaksFrench ? Domain.Shared.Language.French : Domain.Shared.Language.English);

    public static string Money(decimal? amount, string? currency) => amount is { } known && currency is not null ? Tongue.Money(new Money(known, Currency.Of(currency))) : "–";

    /// <summary>When a reservation lapses once it is extended: never sooner than it would have.</summary>
    public static string Later(DateTimeOffset? until, DateTimeOffset now) =>
        (until > now ? until.Value : now).AddDays(Days).ToString("O", CultureInfo.InvariantCulture);

    public string PriceOf(UnitLine line) => Common is { } common ? line.Price is { } price ? Tongue.Amount(price, common) : "–" : Money(line.Price, line.Currency);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!UnitStatuses.All.Contains(Status)) Status = null;
        var list = await SendAsync(new ListUnits(Project, Status) { Page = At });
        if (!list.Succeeded) return Refusal(list.Error);
        List = list.Value;
        Common = List.Lines.Where(line => line.Price is not null).Select(line => line.Currency).Distinct().ToList() is [{ } only] ? Currency.Of(only) : null;
        Title = UnitWords.Title;
        Answer = UnitWords.Answer.For(List.ByStatus.Values.Sum()) + ", " + UnitWords.ToSell.For(List.ByStatus.GetValueOrDefault(UnitStatuses.Available));
        return Page();
    }

    public async Task<IActionResult> OnPostReserveAsync(int unit, string? client) => Told(await SendAsync(new ReserveUnit(unit, client ?? "")), UnitWords.Reserved);

    public async Task<IActionResult> OnPostExtendAsync(int reservation, DateTimeOffset? until) =>
        Told(await SendAsync(new ExtendReservation(reservation, until ?? reader.Now.AddDays(Days))), UnitWords.Extended);

    public async Task<IActionResult> OnPostSellAsync(int reservation) => Told(await SendAsync(new SellReservedUnit(reservation, reader.Today)), UnitWords.Sold);

    public async Task<IActionResult> OnPostCancelAsync(int reservation, string? reason) =>
        Told(await SendAsync(new CancelReservation(reservation, reason ?? "")), UnitWords.Freed);

    public async Task<IActionResult> OnPostPayAsync(int payment) => Told(await SendAsync(new RecordPayment(payment, reader.Today)), UnitWords.Paid);

    private IActionResult Told<T>(Result<T> outcome, string done)
    {
        var back = Project is { } project ? "/units?project=" + project.ToString(CultureInfo.InvariantCulture) : "/units";
        return outcome.Succeeded ? Done(back, done) : NotDone(back, outcome.Error);
    }
}
