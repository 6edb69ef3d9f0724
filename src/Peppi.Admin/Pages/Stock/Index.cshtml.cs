using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Supply;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Admin.Pages.Stock;

/// <summary>What lies on the sites, how long it lasts, what is to be ordered.</summary>
internal sealed class IndexModel(Visitor visitor) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public int? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Risk { get; set; }

    public StockList List { get; private set; } = null!;

    public Pick Sites => new(StockWords.Site, Link(("project", null)),
        [.. List.Sites.Select(site => new PickChoice(site.Value, Link(("project", $"{site.Key}")), Project == site.Key))]);

    public bool MayReceive => visitor.May("update", "supply");

    public bool MayMove => visitor.May("update", "inventory");

    private string Here => Project is null ? "/stock" : $"/stock?project={Project}";

    /// <summary>The day on which an order should come.</summary>
    public static DateOnly? DueOf(SupplyOrder order) => order.PromisedDate ?? order.DeliveryDate;

    /// <summary>How many of its units are still to come.</summary>
    public static int LeftOf(SupplyOrder order) => Math.Max(0, (order.Quantity ?? 0) - (order.ReceivedQuantity ?? 0));

    public async Task<IActionResult> OnPostReceiveAsync(int order, string? quantity, DateOnly? day, string? note) =>
        Told(await SendAsync(new ReceiveDelivery(order, Typed.Whole(quantity), day, note)), StockWords.Received);

    public async Task<IActionResult> OnPostMoveAsync(int item, string? type, string? quantity, string? notes) =>
        Told(await SendAsync(new MoveStock(item, type ?? "", Typed.Whole(quantity), notes)), StockWords.Moved);

    public async Task<IActionResult> OnPostItemAsync(int item, string? point, string? lead)
    {
        // What is left empty is none; what is no number must not pass for that.
        if (!string.IsNullOrWhiteSpace(point) && Typed.Whole(point) is null || !string.IsNullOrWhiteSpace(lead) && Typed.Whole(lead) is null)
        {
            new Flash("bad", StockWords.NotWhole).Keep(TempData);
            return Redirect(Here);
        }

        return Told(await SendAsync(new ChangeStockItem(item, Typed.Whole(point), Typed.Whole(lead))), StockWords.ItemSaved);
    }

    private IActionResult Told(Result<Done> outcome, string done) => outcome.Succeeded ? Done(Here, done) : NotDone(Here, outcome.Error);

    public async Task<IActionResult> OnGetAsync()
    {
        Title = StockWords.Title;
        var stock = await SendAsync(new ListStock(Project, Risk));
        if (!stock.Succeeded) return Refusal(stock.Error);

        List = stock.Value;
        Answer = StockWords.Items.For(List.Total) + (List.AtRisk > 0 ? ", " + StockWords.Risks.For(List.AtRisk) : "") + (List.Late > 0 ? ", " + StockWords.LateOnes.For(List.Late) : "");
        return Page();
    }
}
