using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Roles;

/// <summary>One role: its cells of the matrix, which are changed in two steps, and its name.</summary>
internal sealed class DetailsModel(Visitor visitor) : AdminPage
{
    private Dictionary<(string Resource, string Action), string> chosen = [];

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string? Description { get; set; }

    public RoleDetails Role { get; private set; } = null!;

    /// <summary>In the second step: what would change, as sentences; true for what is given.</summary>
    public IReadOnlyList<(bool Gain, string Sentence)>? Changes { get; private set; }

    public bool MayChange => visitor.MayForAll("update", "roles");

    public bool MayDelete => visitor.MayForAll("delete", "roles") && !Role.BuiltIn && Role.People.Count == 0;

    /// <summary>What the first step chose, for the second to send again.</summary>
    public IEnumerable<(string Name, string Value)> Chosen => chosen.Select(cell => (NameOf(cell.Key.Resource, cell.Key.Action), cell.Value));

    public string PeopleInWords => Role.People.Count switch
    {
        0 => "",
        <= 5 => string.Join(", ", Role.People) + ".",
        _ => string.Join(", ", Role.People.Take(4)) + " " + RoleWords.More.With(Role.People.Count - 4) + ".",
    };

    public int PeopleWithoutSecondFactor { get; private set; }

    private string Here => $"/roles/{Id}";

    public static string NameOf(string resource, string action) => $"cell.{resource}.{action}";

    public string? WasScopeOf(string resource, string action) => Role.Cells.GetValueOrDefault((resource, action));

    public string? ScopeOf(string resource, string action) => chosen.GetValueOrDefault((resource, action));

    /// <summary>Cells that the database would refuse to change.</summary>
    public bool Locked(string resource) => Role.Name == RoleNames.Admin && resource is (Resources.Users or Resources.Roles);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        chosen = new(Role.Cells);
        return Page();
    }

    public async Task<IActionResult> OnPostReviewAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        chosen = ChosenCells();
        var changes = MatrixChanges.InWords(RoleWords.Of(Role.Name), Role.Cells, chosen);
        if (changes.Count == 0) ModelState.AddModelError("", RoleWords.Nothing);
        else Changes = changes;
        return Page();
    }

    public async Task<IActionResult> OnPostBackAsync()
    {
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        chosen = ChosenCells();
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync()
    {
        var changed = await SendAsync(new ChangePermissions(Id, ChosenCells()));
        if (!changed.Succeeded) return NotDone(Here, changed.Error);

        var (name, given, taken, people) = changed.Value;
        return Done(Here, RoleWords.Applied.With(RoleWords.Of(name), RoleWords.Given.For(given), RoleWords.Taken.For(taken), RoleWords.Concerned.For(people)));
    }

    public async Task<IActionResult> OnPostRenameAsync()
    {
        var changed = await SendAsync(new ChangeRole(Id, Name ?? "", Description));
        if (changed.Succeeded) return Done(Here, RoleWords.Changed.With(RoleWords.Of(Name)));

        var (name, description) = (Name, Description);
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        (Name, Description) = (name ?? "", description);
        chosen = new(Role.Cells);
        Show(changed.Error);
        return Page();
    }

    public async Task<IActionResult> OnPostSecondFactorAsync(bool required)
    {
        var changed = await SendAsync(new RequireSecondFactor(Id, required));
        return changed.Succeeded
            ? Done(Here, (required ? SecurityWords.RoleDemanded : SecurityWords.RoleDropped).With(RoleWords.Of(changed.Value)))
            : NotDone(Here, changed.Error);
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        var deleted = await SendAsync(new DeleteRole(Id));
        return deleted.Succeeded ? Done("/roles", RoleWords.Deleted.With(RoleWords.Of(deleted.Value))) : NotDone(Here, deleted.Error);
    }

    private Dictionary<(string Resource, string Action), string> ChosenCells() => (
        from resource in Resources.All
        from action in PermissionActions.All
        let scope = Request.Form[NameOf(resource, action)].ToString()
        where scope is PermissionScopes.All or PermissionScopes.Own
        select (Key: (resource, action), scope)).ToDictionary(cell => cell.Key, cell => cell.scope);

    private async Task<Error?> LoadAsync()
    {
        var role = await SendAsync(new ShowRole(Id));
        if (!role.Succeeded) return role.Error;

        Role = role.Value;
        if (MayChange) PeopleWithoutSecondFactor = (await SendAsync(new CountWithoutSecondFactor(Id))).Value;
        (Name, Description) = (Role.Name, Role.Description);
        Title = RoleWords.Of(Role.Name);
        Crumbs = [(ShellWords.Roles, "/roles")];
        var counts = $"{RoleWords.Permissions.For(Role.Cells.Count)}, {RoleWords.People.For(Role.People.Count)}";
        Answer = Role.Description is { Length: > 0 } description ? $"{description} {counts}." : $"{counts}.";
        return null;
    }
}
