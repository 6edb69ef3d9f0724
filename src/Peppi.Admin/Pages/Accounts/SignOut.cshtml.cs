using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>Ends the session of this browser, here and in the database.</summary>
internal sealed class SignOutModel : AdminPage
{
    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await SendAsync(new SignOut("local"));
        await HttpContext.SignOutAsync();
        return Done("/sign-in", SignInWords.SignedOut);
    }
}
