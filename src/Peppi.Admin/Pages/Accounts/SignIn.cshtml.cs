using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>The front door.</summary>
internal sealed class SignInModel : AdminPage
{
    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    private string Target => Url.IsLocalUrl(Back) ? Back : "/";

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? Redirect(Target) : Form();

    public async Task<IActionResult> OnPostAsync()
    {
        var session = await SendAsync(new SignInToAdmin(Email ?? "", Password ?? "", Request.Headers.UserAgent));
        if (!session.Succeeded)
        {
            Show(session.Error);
            return Form();
        }

        await HttpContext.SignInAsync(VisitorMiddleware.PrincipalOf(session.Value));
        return Redirect(Target);
    }

    private PageResult Form()
    {
        Title = SignInWords.Title;
        return Page();
    }
}
