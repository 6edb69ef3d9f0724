using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Roles;

/// <summary>Makes a role.</summary>
internal sealed class NewModel : AdminPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public int? Like { get; set; }

    public IEnumerable<SelectListItem> Roles { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FormAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var created = await SendAsync(new CreateRole(Name ?? "", Description, Like));
        if (created.Succeeded) return Done($"/roles/{created.Value}", RoleWords.Created.With(Name));

        Show(created.Error);
        return await FormAsync() is { } refusal ? Refusal(refusal) : Page();
    }

    private async Task<Error?> FormAsync()
    {
        Title = RoleWords.New;
        Crumbs = [(ShellWords.Roles, "/roles")];
        Width = "narrow";
        var roles = await SendAsync(new ListRoles());
        if (!roles.Succeeded) return roles.Error;
        Roles =
        [
            new(RoleWords.LikeNone, ""),
            .. roles.Value.Select(role => new SelectListItem(RoleWords.LikeRole.With(RoleWords.Of(role.Name)), role.Id.ToString(CultureInfo.InvariantCulture))),
        ];
        return null;
    }
}
