using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Supply;

namespace Peppi.Admin.Pages.Stock;

/// <summary>What lies on the sites, how long it lasts, what is to be ordered.</summary>
internal sealed class IndexModel : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public int? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Risk { get; set; }

    public StockList List { get; private set; } = null!;

    public Pick Sites => new(StockWords.Site, Link(("project", null)),
        [.. List.Sites.Select(site => new PickChoice(site.Value, Link(("project", $"{site.Key}")), Project == site.Key))]);

    public async Task<IActionResult> OnGetAsync()
    {
        Title = StockWords.Title;
        var stock = await SendAsync(new ListStock(Project, Risk));
        if (!stock.Succeeded) return Refusal(stock.Error);

        List = stock.Value;
        Answer = StockWords.Items.For(List.Total) + (List.AtRisk > 0 ? ", " + StockWords.Risks.For(List.AtRisk) : "");
        return Page();
    }
}
