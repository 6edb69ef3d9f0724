using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts.Factors;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Security;

/// <summary>One's own second factor: the apps that make its codes, and the codes for when they are lost.</summary>
internal sealed class OwnModel(IDataProtectionProvider protection, Visitor visitor) : AdminPage
{
    [BindProperty]
    public string? DeviceName { get; set; }

    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty]
    public Guid FactorId { get; set; }

    /// <summary>What was shown when the factor was begun, sealed: after a wrong code it is shown again, and the database need not tell it.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    public OwnFactors Own { get; private set; } = new([], 0, false);

    /// <summary>A factor to be scanned.</summary>
    public EnrolledFactor? Begun { get; private set; }

    /// <summary>New recovery codes, shown this once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    private IDataProtector Seal => protection.CreateProtector("Peppi.Admin.BegunFactor", visitor.Id.ToString());

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostBeginAsync()
    {
        var begun = await SendAsync(new EnrolFactor("totp", DeviceName, Issuer: null));
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        if (!begun.Succeeded)
        {
            Show(begun.Error);
            return Page();
        }

        Offer(begun.Value);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    public async Task<IActionResult> OnPostFinishAsync()
    {
        var proved = await SendAsync(new ProveSecondFactor(Code ?? "", FactorId));
        if (!proved.Succeeded)
        {
            if (await LoadAsync() is { } refusal) return Refusal(refusal);
            Show(proved.Error);
            if (Reopen() is { } begun) Offer(begun);
            return Page();
        }

        return await ShowCodesAsync();
    }

    public Task<IActionResult> OnPostCodesAsync() => ShowCodesAsync();

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        var removed = await SendAsync(new UnenrolFactor(FactorId));
        return removed.Succeeded ? Done("/account/security", SecurityWords.Removed) : NotDone("/account/security", removed.Error);
    }

    private async Task<IActionResult> ShowCodesAsync()
    {
        var codes = await SendAsync(new MakeRecoveryCodes());
        if (!codes.Succeeded) return NotDone("/account/security", codes.Error);
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        Codes = codes.Value;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private void Offer(EnrolledFactor begun)
    {
        Begun = begun;
        Kept = Seal.Protect(System.Text.Json.JsonSerializer.Serialize(begun));
        ModelState.Remove(nameof(Kept));
    }

    private EnrolledFactor? Reopen()
    {
        try
        {
            var begun = Kept is null ? null : System.Text.Json.JsonSerializer.Deserialize<EnrolledFactor>(Seal.Unprotect(Kept));
            return begun?.Id == FactorId ? begun : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private async Task<Error?> LoadAsync()
    {
        var own = await SendAsync(new ShowOwnFactors());
        if (!own.Succeeded) return own.Error;
        Own = own.Value;
        Title = SecurityWords.Title;
        Width = "narrow";
        Answer = Own.Factors.Count > 0 ? SecurityWords.On : visitor.NeedsSecondFactor ? SecurityWords.Demanded : SecurityWords.Off;
        return null;
    }
}
