using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Finance;
using Peppi.Application.Finance.Contracts;

namespace Peppi.Admin.Pages.Budgets;

/// <summary>Every project's budget, what is used of it, and all together.</summary>
internal sealed class IndexModel : AdminPage
{
    public PortfolioMoney Portfolio { get; private set; } = null!;

    /// <summary>Projects with money, those that use most of their budget first.</summary>
    public IReadOnlyList<ProjectMoney> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Title = BudgetWords.Title;
        var budgets = await SendAsync(new ListBudgets());
        if (!budgets.Succeeded) return Refusal(budgets.Error);

        Portfolio = budgets.Value;
        Lines = [.. Portfolio.Projects.Where(project => project.Lines.Count > 0).OrderByDescending(project => project.Sums.CommitmentRate.Value ?? -1)];
        var over = Lines.Count(project => project.Sums.CommitmentRate.Value > 1);
        Answer = BudgetWords.Projects.For(Lines.Count) + (over > 0 ? ", " + BudgetWords.Over.For(over) : "");
        return Page();
    }
}
