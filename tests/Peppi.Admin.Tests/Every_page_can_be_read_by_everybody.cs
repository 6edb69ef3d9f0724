using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>Every page at a desk; the phone has a class of its own, so that both are looked at side by side.</summary>
public sealed class Every_page_can_be_read_at_a_desk(AdminHost host) : Every_page_can_be_read_by_everybody(host), IClassFixture<AdminHost>
{
    [Theory]
    [InlineData(false, "fr", true)]
    [InlineData(true, "en", false)]
    public Task Signed_in(bool dark, string language, bool thorough) => LookAtAllAsync(1440, dark, language, thorough);

    [Fact]
    public Task Signed_out() => LookFromOutsideAsync(1440, dark: false);
}

/// <summary>Every page on a phone.</summary>
public sealed class Every_page_can_be_read_on_a_phone(AdminHost host) : Every_page_can_be_read_by_everybody(host), IClassFixture<AdminHost>
{
    [Theory]
    [InlineData(false, "fr", false)]
    [InlineData(true, "en", true)]
    public Task Signed_in(bool dark, string language, bool thorough) => LookAtAllAsync(390, dark, language, thorough);

    [Fact]
    public Task Signed_out() => LookFromOutsideAsync(390, dark: true);
}

/// <summary>axe-core finds nothing, nothing is cut off, and the browser's console is silent: on every page, desk and phone, light and dark.</summary>
public abstract class Every_page_can_be_read_by_everybody(AdminHost host)
{
    private const int Narrowest = 320;

    private static readonly string[] Pages =
    [
        "/", "/projects", "/projects?view=map", "/projects?q=zzz", "/projects/new", "/projects/{project}", "/projects/{project}/edit",
        "/users", "/users/new", "/users/{other}", "/roles", "/roles/new", "/roles/{role}", "/diary", "/diary?unsorted=1", "/diary?q=zzz", "/inbox", "/inbox/{webhook}", "/budgets", "/budgets/{project}", "/budgets/{project}?line=structural_works", "/stock", "/stock?risk=true", "/kpis", "/kpis?status=red", "/kpis/{kpi}", "/units", "/units?status=reserved", "/webhooks", "/schedules", "/schedules/new", "/schedules/{schedule}", "/search?q=do", "/account/password", "/account/security", "/keys", "/audit", "/alerts", "/alerts?priority=critical", "/alerts?project=999999", "/alerts/{alert}", "/alerts/rules", "/account/alerts", "/audit?what=sign_in", "/audit?q=zzz", "/problem/404", "/problem/403", "/problem/500",
    ];

    protected async Task LookAtAllAsync(int width, bool dark, string language, bool thorough)
    {
        await using var page = await host.SignedInAsync(width: width, dark: dark, phone: width < 500, language: language);
        List<string> faults = [];
        foreach (var path in Pages) await LookAsync(page, await NamedAsync(path), faults, width, thorough);
        Assert.Equal([], faults);
        Assert.Equal([], page.Complaints.Where(complaint => !complaint.Contains("/problem/", StringComparison.Ordinal)));
    }

    protected async Task LookFromOutsideAsync(int width, bool dark)
    {
        await using var page = await (await TestBrowser.SharedAsync()).OpenAsync(width, dark: dark, phone: width < 500);
        List<string> faults = [];
        foreach (var path in (string[])["/sign-in", "/forgotten", "/invitation?token=none", "/recovery?token=none"]) await LookAsync(page, path, faults, width);
        await page.GoAsync(host.Address + "/sign-in");
        await page.ClickThroughAsync("form.sign-in button");
        faults.AddRange((await page.FaultsAsync()).Select(fault => "/sign-in refused: " + fault));
        Assert.Equal([], faults);
    }

    private async Task LookAsync(TestPage page, string path, List<string> faults, int width, bool thorough = true)
    {
        await page.GoAsync(host.Address + path);

        // axe takes most of the time: each page once on a desk and once on a phone, once light and once dark, once in each language.
        if (thorough) faults.AddRange((await page.FaultsAsync()).Select(fault => $"{path}: {fault}"));

        // On the narrowest screen it is the width that matters; what axe finds it finds on the others.
        foreach (var screen in width < 500 ? [width, Narrowest] : (int[])[width])
        {
            if (screen != width) await page.ResizeAsync(screen, phone: true);
            var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (wide > screen) faults.Add($"{path}: {wide} px wide on a screen of {screen}");
        }

        if (width < 500) await page.ResizeAsync(width, phone: true);
    }

    private async Task<string> NamedAsync(string path) => path
        .Replace("{project}", $"{await host.Database.ScalarAsync<int>("select min(project_id) from project_members")}", StringComparison.Ordinal)
        .Replace("{other}", $"{TestDemo.IdOf("finance")}", StringComparison.Ordinal)
        .Replace("{schedule}", $"{await host.Database.ScalarAsync<int>("select min(id) from report_schedules")}", StringComparison.Ordinal)
        .Replace("{alert}", $"{await host.Database.ScalarAsync<int>("select min(id) from alerts where status <> 'resolved'")}", StringComparison.Ordinal)
        .Replace("{kpi}", $"{await host.Database.ScalarAsync<int>("select min(kpi_id) from strategie_action_plans where kpi_id is not null")}", StringComparison.Ordinal)
        .Replace("{webhook}", $"{await host.Database.ScalarAsync<long>("select max(id) from app.webhook_inbox")}", StringComparison.Ordinal)
        .Replace("{role}", $"{await host.Database.ScalarAsync<int>("select id from roles where name = 'finance'")}", StringComparison.Ordinal);
}
