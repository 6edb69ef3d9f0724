using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Peppi.Admin.Shell;

namespace Peppi.Admin.Pages;

/// <summary>Keeps the choice of theme or language and goes back to where it was made.</summary>
internal sealed class PreferencesModel(TimeProvider time) : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string? theme, string? language, string? back)
    {
        if (theme is "light" or "dark") Keep(Reader.ThemeCookie, theme);
        if (theme is "system") Response.Cookies.Delete(Reader.ThemeCookie);
        if (language is "fr" or "en") Keep(AdminSite.LanguageCookie, language);
        return Url.IsLocalUrl(back) ? Redirect(back) : Redirect("/");
    }

    private void Keep(string name, string value) => Response.Cookies.Append(name, value, new CookieOptions
    {
        Expires = time.GetUtcNow().AddYears(1),
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = Request.IsHttps,
    });
}
