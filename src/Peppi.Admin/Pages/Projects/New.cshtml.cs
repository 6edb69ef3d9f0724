using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Projects;

/// <summary>Opens a project.</summary>
internal sealed class NewModel(Visitor visitor) : ProjectFormView
{
    public override bool MayChooseManager => visitor.MayForAll("insert", "projects");

    public async Task<IActionResult> OnGetAsync() =>
        !visitor.May("insert", "projects") ? StatusCode(StatusCodes.Status403Forbidden) : await FormAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (Form.Read(ModelState, nameof(Form)) is { } fields)
        {
            var created = await SendAsync(new CreateProject(fields));
            if (created.Succeeded) return Done($"/projects/{created.Value}", ProjectWords.Created.With(Form.Name));
            ShowInForm(created.Error);
        }

        return await FormAsync() is { } refusal ? Refusal(refusal) : Page();
    }

    private Task<Error?> FormAsync()
    {
        Title = ProjectWords.New;
        Crumbs = [(ShellWords.Projects, "/projects")];
        Width = "narrow";
        return LoadPeopleAsync();
    }
}
