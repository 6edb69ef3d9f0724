using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>Where a person chooses a password, and must if somebody else gave the present one.</summary>
internal sealed class PasswordModel(Visitor visitor) : AdminPage
{
    public string Email => visitor.Email;

    /// <summary>The present one was given by somebody else.</summary>
    public bool Due => visitor.MustChangePassword;

    [BindProperty]
    public string Present { get; set; } = "";

    [BindProperty]
    public string Chosen { get; set; } = "";

    public void OnGet() => Title = PasswordWords.Title;

    public async Task<IActionResult> OnPostAsync()
    {
        var changed = await SendAsync(new ChangeOwnPassword(Present ?? "", Chosen ?? ""));
        if (changed.Succeeded) return Done("/", PasswordWords.Changed);

        Show(changed.Error);
        Title = PasswordWords.Title;
        return Page();
    }
}
