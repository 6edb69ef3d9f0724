using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Users;

/// <summary>The people.</summary>
internal sealed class IndexModel(Visitor visitor) : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public UserState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Role { get; set; }

    [BindProperty(SupportsGet = true, Name = "page")]
    public int At { get; set; } = 1;

    public UserList List { get; private set; } = null!;

    public int Pages => (List.Found + ListUsers.PageSize - 1) / ListUsers.PageSize;

    public bool Filtered => Q is { Length: > 0 } || State is not null || Role is not null;

    public string? RoleName => List.Roles.FirstOrDefault(role => role.Id == Role) is { } role ? RoleWords.Of(role.Name) : null;

    public async Task<IActionResult> OnGetAsync(string? sort)
    {
        Title = ShellWords.Users;
        var list = await SendAsync(new ListUsers { Search = Q, State = State, RoleId = Role, Sort = sort ?? "name", Descending = Request.Query["down"] == "1", Page = At });

        // Who may read only himself finds himself.
        if (list.Error is { Kind: ErrorKind.Forbidden }) return Redirect($"/users/{visitor.Id}");
        if (!list.Succeeded) return Refusal(list.Error);

        List = list.Value;
        var active = UserWords.Active.For(List.ByState.GetValueOrDefault(UserState.Active));
        var invited = List.ByState.GetValueOrDefault(UserState.Invited);
        Answer = $"{UserWords.Accounts.For(List.Total)}, {active}{(invited > 0 ? ", " + UserWords.Invited.For(invited) : "")}";
        return Page();
    }
}
