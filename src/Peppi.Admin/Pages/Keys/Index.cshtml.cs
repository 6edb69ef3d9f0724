using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts.Keys;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Pages.Keys;

/// <summary>Every key of the instance: what they are, and how to move, issue and end them.</summary>
internal sealed class IndexModel : AdminPage
{
    private static readonly int[] Durations = [30, 90, 365];

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public int? Days { get; set; } = 90;

    public KeyList Keys { get; private set; } = null!;

    /// <summary>A key just made, shown this once.</summary>
    public string? Secret { get; private set; }

    public IEnumerable<SelectListItem> DayChoices =>
        [.. Durations.Select(days => new SelectListItem(KeyWords.ForDays.For(days), $"{days}", days == 90)), new(KeyWords.NoEnd, "")];

    public bool Works(ServiceKeyLine key) => key.RevokedAt is null && !Past(key);

    public bool Past(ServiceKeyLine key) => key.ExpiresAt < HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() is { } refusal ? Refusal(refusal) : Page();

    public async Task<IActionResult> OnPostIssueAsync()
    {
        var issued = await SendAsync(new IssueServiceKey(Name ?? "", Days));
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        if (issued.Succeeded) ShowOnce(issued.Value);
        else Show(issued.Error);
        return Page();
    }

    public async Task<IActionResult> OnPostReissueAsync(string role)
    {
        var issued = await SendAsync(new ReissueApiKey(role ?? ""));
        if (!issued.Succeeded) return NotDone("/keys", issued.Error);
        if (await LoadAsync() is { } refusal) return Refusal(refusal);
        ShowOnce(issued.Value);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        var ended = await SendAsync(new RevokeServiceKey(id));
        return ended.Succeeded ? Done("/keys", KeyWords.ServiceRevoked.With(ended.Value)) : NotDone("/keys", ended.Error);
    }

    public async Task<IActionResult> OnPostRotateAsync()
    {
        var rotated = await SendAsync(new RotateSigningKeys(OnlyIfDue: false));
        return rotated.Succeeded ? Done("/keys", KeyWords.Rotated) : NotDone("/keys", rotated.Error);
    }

    public async Task<IActionResult> OnPostRevokeAsync(string kid)
    {
        var revoked = await SendAsync(new RevokeSigningKey(kid ?? ""));
        return revoked.Succeeded ? Done("/keys", KeyWords.SigningRevoked) : NotDone("/keys", revoked.Error);
    }

    private void ShowOnce(string secret)
    {
        Secret = secret;
        Response.Headers.CacheControl = "no-store";
    }

    private async Task<Error?> LoadAsync()
    {
        var keys = await SendAsync(new ListKeys());
        if (!keys.Succeeded) return keys.Error;
        Keys = keys.Value;
        Title = KeyWords.Title;
        Answer = KeyWords.Answer.For(Keys.Service.Count(Works));
        return null;
    }
}
