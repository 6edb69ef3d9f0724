using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Finance;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Budgets;

/// <summary>One project's budget line by line, with what happens when it is exceeded and the rows behind a line.</summary>
internal sealed class ProjectModel(Visitor visitor) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The line whose rows are shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Line { get; set; }

    public BudgetDetails Budget { get; private set; } = null!;

    /// <summary>Whether to offer policies; whether a change goes through the database decides.</summary>
    public bool MayChange => visitor.MayForAll("update", "finance");

    public async Task<IActionResult> OnGetAsync()
    {
        if (Line is not null && !FinanceCategories.All.Contains(Line)) Line = null;
        var budget = await SendAsync(new ShowBudget(Id, Line));
        if (!budget.Succeeded) return Refusal(budget.Error);

        Budget = budget.Value;
        var (sums, value) = (Budget.Project.Sums, Budget.Project.Value);
        Title = BudgetWords.Budget + " – " + Budget.Project.Project.Name;
        Crumbs = [(BudgetWords.Title, "/budgets")];
        Answer = string.Join(" · ", $"{BudgetWords.Available} {AmountText.Compact(sums.Available, sums.Currency)}",
            $"{BudgetWords.CostIndex} {AmountText.Number(Rounded(value.CostIndex))}", $"{BudgetWords.ScheduleIndex} {AmountText.Number(Rounded(value.ScheduleIndex))}");
        return Page();
    }

    public async Task<IActionResult> OnPostPolicyAsync(string? category, string policy)
    {
        var changed = await SendAsync(new ChangeBudgetPolicy(Id, string.IsNullOrEmpty(category) ? null : category, policy ?? ""));
        var name = string.IsNullOrEmpty(category) ? BudgetWords.WholeBudget.ToString() : BudgetWords.CategoryOf(category);
        return changed.Succeeded ? Done($"/budgets/{Id}", BudgetWords.Saved.With(name)) : NotDone($"/budgets/{Id}", changed.Error);
    }

    private static Measure Rounded(Measure measure) => measure.Then(value => Measure.Of(Math.Round(value, 2)));
}
