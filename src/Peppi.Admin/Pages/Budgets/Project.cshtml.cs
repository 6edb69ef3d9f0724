using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Finance;
using Peppi.Application.Projects;
using Peppi.Application.Supply;
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

    public BudgetDecisions Decisions { get; private set; } = null!;

    public IReadOnlyList<ProgressLine> Progress { get; private set; } = [];

    /// <summary>Whether to offer policies; whether a change goes through the database decides.</summary>
    public bool MayChange => visitor.MayForAll("update", "finance");

    /// <summary>Whether to offer new budget rows and rates.</summary>
    public bool MayAdd => visitor.May("insert", "finance");

    public bool MaySend => visitor.May("update", "supply");

    public bool MayTellProgress => visitor.May("update", "projects");

    private string Here => $"/budgets/{Id}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (Line is not null && !FinanceCategories.All.Contains(Line)) Line = null;
        var budget = await SendAsync(new ShowBudget(Id, Line));
        if (!budget.Succeeded) return Refusal(budget.Error);

        Budget = budget.Value;
        var decisions = await SendAsync(new ListBudgetDecisions(Id));
        if (!decisions.Succeeded) return Refusal(decisions.Error);
        Decisions = decisions.Value;
        if (await SendAsync(new ShowProject(Id)) is { Succeeded: true } project) Progress = project.Value.Progress;
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

    public async Task<IActionResult> OnPostProgressAsync(string? phase, string? percent, string? weight, DateOnly? day, string? notes) => Told(
        await SendAsync(new RecordProgress(Id, string.IsNullOrEmpty(phase) ? null : phase, Typed.Figure(percent)) { Weight = string.IsNullOrWhiteSpace(weight) ? 1 : Typed.Figure(weight) ?? 0, Day = day, Notes = notes }),
        BudgetWords.ProgressSaved);

    public async Task<IActionResult> OnPostChangeAsync(string? category, string? amount, string? label, bool approved) => Told(
        await SendAsync(new ChangeBudget(Id, category ?? "", Typed.Figure(amount)) { Label = label, Approved = approved }), approved ? BudgetWords.ChangeApproved : BudgetWords.ChangeProposed);

    public async Task<IActionResult> OnPostDecideAsync(int record, bool approve) =>
        Told(await SendAsync(new DecideBudgetChange(record, approve)), approve ? BudgetWords.ChangeApproved : BudgetWords.ChangeGivenUp);

    public async Task<IActionResult> OnPostRateAsync(string? currency, string? quote, string? rate, DateOnly? day, string? source) =>
        Told(await SendAsync(new RecordExchangeRate(currency ?? "", quote ?? "", Typed.Figure(rate), day, source)), BudgetWords.RateSaved);

    public async Task<IActionResult> OnPostAllowAsync(int order, string? reason) => Told(await SendAsync(new AllowOverBudget(order, reason ?? "")), BudgetWords.OrderAllowed);

    public async Task<IActionResult> OnPostSendAsync(int order) => Told(await SendAsync(new SendOrder(order)), BudgetWords.OrderSent);

    private IActionResult Told<T>(Result<T> outcome, string done) => outcome.Succeeded ? Done(Here, done) : NotDone(Here, outcome.Error);

    private static Measure Rounded(Measure measure) => measure.Then(value => Measure.Of(Math.Round(value, 2)));
}
