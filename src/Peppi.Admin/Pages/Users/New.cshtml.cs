using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Users;

/// <summary>Makes an account.</summary>
internal sealed class NewModel(Visitor visitor) : AdminPage
{
    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public int? RoleId { get; set; }

    [BindProperty]
    public string Locale { get; set; } = Reader.Language;

    [BindProperty]
    public string Access { get; set; } = "invitation";

    [BindProperty]
    public string? FirstPassword { get; set; }

    public IEnumerable<SelectListItem> Roles { get; private set; } = [];

    public IEnumerable<SelectListItem> Languages => [new(UserWords.French, "fr"), new(UserWords.English, "en")];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!visitor.May("insert", "users")) return StatusCode(StatusCodes.Status403Forbidden);
        FirstPassword = (await SendAsync(new SuggestPassword())).Value;
        return await FormAsync() is { } refusal ? Refusal(refusal) : Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var byPassword = Access == "password";
        var created = await SendAsync(new CreateUser
        {
            Email = Email ?? "",
            DisplayName = DisplayName,
            RoleId = RoleId,
            Locale = Locale ?? "fr",
            FirstPassword = byPassword ? FirstPassword ?? "" : null,
        });
        if (created.Succeeded)
        {
            var name = string.IsNullOrWhiteSpace(DisplayName) ? Email : DisplayName;
            return Done($"/users/{created.Value}", byPassword ? UserWords.CreatedPassword.With(name, FirstPassword) : UserWords.CreatedInvited.With(name));
        }

        Show(created.Error);
        return await FormAsync() is { } refusal ? Refusal(refusal) : Page();
    }

    private async Task<Error?> FormAsync()
    {
        Title = UserWords.New;
        Crumbs = [(ShellWords.Users, "/users")];
        Width = "narrow";
        var roles = await SendAsync(new ListRoles());
        if (!roles.Succeeded) return roles.Error;
        Roles = RoleChoices.Of(roles.Value);
        return null;
    }
}

/// <summary>Roles as a form offers them.</summary>
internal static class RoleChoices
{
    public static IEnumerable<SelectListItem> Of(IEnumerable<RoleLine> roles) =>
        [new(UserWords.NoRole, ""), .. roles.Select(role => new SelectListItem(RoleWords.Of(role.Name), role.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
