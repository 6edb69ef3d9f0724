using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Finance;
using Peppi.Application.Projects;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Projects;

/// <summary>One project: course, site, team, alerts.</summary>
internal sealed class DetailsModel(Visitor visitor) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public Guid? UserId { get; set; }

    [BindProperty]
    public string? Function { get; set; }

    public ProjectDetails Project { get; private set; } = null!;

    /// <summary>Its money, where the visitor may see it.</summary>
    public BudgetDetails? Budget { get; private set; }

    /// <summary>Who may be added to the team.</summary>
    public IEnumerable<SelectListItem> Candidates { get; private set; } = [];

    /// <summary>Whether to offer changes; whether they go through the database decides.</summary>
    public bool MayChange => visitor.MayForAll("update", "projects")
        || (visitor.May("update", "projects") && (Project.Fields.ManagerId == visitor.Id || Project.Members.Any(member => member.UserId == visitor.Id)));

    private string Here => $"/projects/{Id}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostArchiveAsync()
    {
        var archived = await SendAsync(new ArchiveProject(Id));
        return archived.Succeeded
            ? Done(Here, ProjectWords.Archived.With(archived.Value.Name), $"{Here}?handler=Restore&status={archived.Value.FormerStatus}")
            : NotDone(Here, archived.Error);
    }

    public async Task<IActionResult> OnPostRestoreAsync(string? status)
    {
        var restored = await SendAsync(new RestoreProject(Id, status ?? ProjectStatuses.OnHold));
        return restored.Succeeded ? Done(Here, ProjectWords.Restored.With(restored.Value)) : NotDone(Here, restored.Error);
    }

    public async Task<IActionResult> OnPostAddMemberAsync()
    {
        var added = await SendAsync(new AddProjectMember(Id, UserId, Function));
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        if (added.Succeeded) return Done(Here + "#team", ProjectWords.MemberAdded.With(NameOf(UserId)));

        Show(added.Error);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveMemberAsync(int member)
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        var name = Project.Members.FirstOrDefault(line => line.Id == member)?.Name ?? ProjectWords.Someone;
        var removed = await SendAsync(new RemoveProjectMember(Id, member));
        return removed.Succeeded ? Done(Here + "#team", ProjectWords.MemberRemoved.With(name)) : NotDone(Here, removed.Error);
    }

    private string NameOf(Guid? userId) => Project.Members.FirstOrDefault(member => member.UserId == userId)?.Name ?? ProjectWords.Someone;

    private async Task<Error?> LoadAsync()
    {
        var project = await SendAsync(new ShowProject(Id));
        if (!project.Succeeded) return project.Error;
        var people = await SendAsync(new ListKnownPeople());
        if (!people.Succeeded) return people.Error;

        Project = project.Value;
        Budget = visitor.May("select", "finance") ? (await SendAsync(new ShowBudget(Id))).Value : null;
        SelectListItem[] candidates =
        [
            .. people.Value.Where(person => Project.Members.All(member => member.UserId != person.Id)).Select(person => new SelectListItem(person.Name, person.Id.ToString())),
        ];
        Candidates = candidates.Length > 0 ? [new(FormWords.Choose, ""), .. candidates] : [];
        Title = Project.Fields.Name;
        Crumbs = [(ShellWords.Projects, "/projects")];
        Answer = string.Join(" · ", new[] { Project.Fields.Code, Project.Fields.Address, Project.Fields.Region }.Where(part => part is not null).Distinct());
        return null;
    }
}
