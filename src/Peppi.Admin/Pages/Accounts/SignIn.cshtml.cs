using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>The front door.</summary>
internal sealed class SignInModel : AdminPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Target) : Show();

    public IActionResult OnPost()
    {
        if (string.IsNullOrWhiteSpace(Email)) ModelState.AddModelError(nameof(Email), SignInWords.EnterEmail);
        if (string.IsNullOrEmpty(Password)) ModelState.AddModelError(nameof(Password), SignInWords.EnterPassword);
        return Show();
    }

    private string Target => Url.IsLocalUrl(Back) ? Back : "/";

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Show()
    {
        Title = SignInWords.Title;
        return Page();
    }
}
