using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Projects;

/// <summary>What the pages for a new and for a present project have in common: the form and its choices.</summary>
internal abstract class ProjectFormView : AdminPage
{
    [BindProperty]
    public ProjectForm Form { get; set; } = new();

    public IEnumerable<SelectListItem> People { get; private set; } = [];

    public abstract bool MayChooseManager { get; }

    /// <summary>The fields at fault stand in <see cref="Form"/>.</summary>
    protected void ShowInForm(Error error) => Show(error == ProjectErrors.CodeTaken ? error with { Fields = [new FieldError(nameof(ProjectForm.Code), error.Message)] } : error, nameof(Form));

    protected async Task<Error?> LoadPeopleAsync()
    {
        var people = await SendAsync(new ListKnownPeople());
        if (!people.Succeeded) return people.Error;
        People = [new(ProjectWords.NoManager, ""), .. people.Value.Select(person => new SelectListItem(person.Name, person.Id.ToString()))];
        return null;
    }
}
