using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts.Factors;

namespace Peppi.Admin.Pages.Security;

/// <summary>The second step of a sign-in: before it no other page opens.</summary>
internal sealed class StepModel : AdminPage
{
    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    public void OnGet() => Title = SecurityWords.StepTitle;

    public async Task<IActionResult> OnPostAsync()
    {
        var proved = await SendAsync(new ProveSecondFactor(Code ?? "", FactorId: null));
        if (proved.Succeeded) return Redirect(Url.IsLocalUrl(Back) ? Back : "/");

        Show(proved.Error);
        Title = SecurityWords.StepTitle;
        return Page();
    }
}
