using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.SelfService;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>Where somebody who forgot the password asks for a link. It says and takes the same for addresses that nobody has.</summary>
internal sealed class ForgottenModel(TimeProvider time) : AdminPage
{
    [BindProperty]
    public string Email { get; set; } = "";

    /// <summary>It was asked for.</summary>
    public bool Sent { get; private set; }

    public void OnGet() => Title = PasswordWords.Forgotten;

    public async Task OnPostAsync()
    {
        Title = PasswordWords.Forgotten;
        var request = new RequestRecovery(Email ?? "", RedirectTo: null, Challenge: null) { OnAdminSite = true };
        var asked = await EvenTime.AfterAsync(time, () => SendAsync(request), HttpContext.RequestAborted);
        if (asked.Succeeded) Sent = true;
        else Show(asked.Error);
    }
}
