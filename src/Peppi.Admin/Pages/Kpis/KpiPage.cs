using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Application.Strategie;

namespace Peppi.Admin.Pages.Kpis;

/// <summary>What the pages of KPIs have in common: who may see them, and their action plans.</summary>
internal abstract class KpiPage(Visitor visitor) : AdminPage
{
    public bool MayPlan => visitor.May("insert", "strategie");

    public bool MayChange => visitor.May("update", "strategie");

    protected bool MayRead => visitor.May("select", "strategie");

    protected IReadOnlyList<KnownPersonLine> People { get; private set; } = [];

    /// <summary>Where changes lead back to.</summary>
    protected abstract string Here { get; }

    public async Task<IActionResult> OnPostPlanAsync(int plan, string? status, Guid? owner, DateOnly? due, string? evidence)
    {
        var changed = await SendAsync(new ChangeActionPlan(plan, status ?? "") { OwnerId = owner, DueDate = due, Evidence = evidence });
        return changed.Succeeded ? Done(Here, KpiWords.PlanSaved) : NotDone(Here, changed.Error);
    }

    public async Task<IActionResult> OnPostOpenAsync(int kpi)
    {
        var opened = await SendAsync(new OpenActionPlan { KpiId = kpi });
        return opened.Succeeded ? Done($"/kpis/{kpi}", KpiWords.PlanOpened) : NotDone(Here, opened.Error);
    }

    protected async Task ReadPeopleAsync()
    {
        if (MayChange && await SendAsync(new ListKnownPeople()) is { Succeeded: true } known) People = known.Value;
    }
}
