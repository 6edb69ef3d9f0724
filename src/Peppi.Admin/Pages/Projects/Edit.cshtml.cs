using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Projects;

/// <summary>Changes a project.</summary>
internal sealed class EditModel(Visitor visitor) : ProjectFormView
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public DateTimeOffset SeenAt { get; set; }

    // The database guards it too: a manager must not give projects away.
    public override bool MayChooseManager => visitor.MayForAll("update", "projects");

    public async Task<IActionResult> OnGetAsync()
    {
        if (!visitor.May("update", "projects")) return StatusCode(StatusCodes.Status403Forbidden);
        var project = await SendAsync(new ShowProject(Id));
        if (!project.Succeeded) return Refusal(project.Error);

        Form = ProjectForm.Of(project.Value.Fields);
        SeenAt = project.Value.UpdatedAt;
        return await FormAsync(project.Value) is { } refusal ? Refusal(refusal) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Form.Read(ModelState, nameof(Form)) is { } fields)
        {
            var changed = await SendAsync(new ChangeProject(Id, SeenAt, fields));
            if (changed.Succeeded) return Done($"/projects/{Id}", ProjectWords.Changed.With(Form.Name));
            ShowInForm(changed.Error);
        }

        var project = await SendAsync(new ShowProject(Id));
        if (!project.Succeeded) return Refusal(project.Error);
        return await FormAsync(project.Value) is { } refusal ? Refusal(refusal) : Page();
    }

    private Task<Error?> FormAsync(ProjectDetails project)
    {
        Title = ProjectWords.EditTitle.With(project.Fields.Name);
        Crumbs = [(ShellWords.Projects, "/projects"), (project.Fields.Name, $"/projects/{Id}")];
        Width = "narrow";
        return LoadPeopleAsync();
    }
}
