using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;

namespace Peppi.Admin.Pages.Roles;

/// <summary>The roles.</summary>
internal sealed class IndexModel : AdminPage
{
    public IReadOnlyList<RoleLine> List { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Title = ShellWords.Roles;
        var roles = await SendAsync(new ListRoles());
        if (!roles.Succeeded) return Refusal(roles.Error);

        List = roles.Value;
        Answer = RoleWords.ListAnswer.With(RoleWords.Roles.For(List.Count));
        return Page();
    }
}
