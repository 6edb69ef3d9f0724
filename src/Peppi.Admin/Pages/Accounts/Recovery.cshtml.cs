using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>Where the link of a forgotten password leads.</summary>
internal sealed class RecoveryModel : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public string? Email { get; private set; }

    public Task OnGetAsync() => LookAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var reset = await SendAsync(new ResetPassword(Token ?? "", Password ?? ""));
        if (reset.Succeeded) return Done("/sign-in", PasswordWords.Recovered);

        if (reset.Error.Kind == ErrorKind.Invalid) Show(reset.Error);
        await LookAsync();
        return Page();
    }

    private async Task LookAsync()
    {
        Email = (await SendAsync(new ShowRecovery(Token ?? ""))).Value;
        Title = Email is null ? PasswordWords.RecoverySpent : PasswordWords.Title;
    }
}
