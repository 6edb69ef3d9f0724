using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Accounts;

/// <summary>Where the link of an invitation leads.</summary>
internal sealed class InvitationModel : AdminPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public string? Email { get; private set; }

    public Task OnGetAsync() => LookAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var accepted = await SendAsync(new AcceptInvitation(Token ?? "", Password ?? ""));
        if (accepted.Succeeded) return Done("/sign-in", PasswordWords.Accepted);

        if (accepted.Error.Kind == ErrorKind.Invalid) Show(accepted.Error);
        await LookAsync();
        return Page();
    }

    private async Task LookAsync()
    {
        Email = (await SendAsync(new ShowInvitation(Token ?? ""))).Value;
        Title = Email is null ? PasswordWords.Spent : PasswordWords.Welcome;
    }
}
