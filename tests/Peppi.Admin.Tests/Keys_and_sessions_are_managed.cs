using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>An administrator ends sessions, resets factors, makes and ends keys, and reads in the log that it was so.</summary>
public sealed class Keys_and_sessions_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_service_key_is_shown_once_and_revoked()
    {
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/keys");
        await page.ClickThroughAsync("form.begin button");
        Assert.Contains("Donnez un nom", await page.TextAsync(".error-summary"), StringComparison.Ordinal);
        await page.FillAsync("#Name", "Export comptable");
        await page.ClickThroughAsync("form.begin button");
        Assert.StartsWith("peppi_sk_", (await page.TextAsync(".secret")).Trim(), StringComparison.Ordinal);
        Assert.Empty(await page.FaultsAsync());

        await page.GoAsync(host.Address + "/keys");
        Assert.Contains("Export comptable", await page.TextAsync("table"), StringComparison.Ordinal);
        Assert.Empty(await page.FaultsAsync());
        await page.ClickThroughAsync("table .button--danger");
        Assert.Contains("La clé Export comptable est révoquée", await page.TextAsync("#messages"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signing_key_is_changed_and_revoked_and_nobody_is_signed_out()
    {
        using var client = host.Client();
        await client.SignInAsync();
        Assert.Equal("/keys", (await client.PostAsync("/keys", "Rotate")).Headers.Location?.ToString());
        Assert.Equal("/keys", (await client.PostAsync("/keys", "Revoke")).Headers.Location?.ToString());
        Assert.NotEqual(0L, await host.Database.ScalarAsync<long>("select count(*) from auth.signing_keys where status = 'revoked'"));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/keys")).StatusCode);
    }

    [Fact]
    public async Task A_session_is_ended_and_the_person_is_out_at_the_next_click()
    {
        using var his = host.Client();
        await his.SignInAsync("commercial");
        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/users/{TestDemo.IdOf("commercial")}");
        await page.ClickThroughAsync("section.section td .button");
        Assert.Contains("1 session est fermée", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Contains("Fermée par l’administration", await page.TextAsync("section.section"), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await his.GetAsync("/projects")).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_second_factor_is_reset()
    {
        await host.Database.ExecuteAsync(
            "insert into auth.mfa_factors (id, account_id, type, status, sealed_secret, created_at, updated_at) values (gen_random_uuid(), $1, 'totp', 'verified', 'x', now(), now())",
            TestDemo.IdOf("field_team"));
        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/users/{TestDemo.IdOf("field_team")}");
        await page.ClickAsync("[data-opens=reset-factor]");
        await page.ClickThroughAsync("#reset-factor .button--danger");
        Assert.Contains("est retiré", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Equal(0L, await host.Database.ScalarAsync<long>("select count(*) from auth.mfa_factors where account_id = $1", TestDemo.IdOf("field_team")));
    }

    [Fact]
    public async Task The_log_tells_who_did_what_from_where_and_is_narrowed()
    {
        using var his = host.Client();
        await his.SignInAsync("project_manager");
        using var client = host.Client();
        await client.SignInAsync();
        using var all = await client.PageAsync("/audit?what=sign_in");
        Assert.NotEmpty(all.QuerySelectorAll("tbody tr"));
        Assert.Contains("127.0.0.1", all.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        using var one = await client.PageAsync("/audit?what=sign_in&q=project_manager");
        Assert.All(one.QuerySelectorAll("tbody tr"), row => Assert.Contains(TestDemo.IdOf("project_manager").ToString(), row.InnerHtml, StringComparison.Ordinal));
        using var none = await client.PageAsync("/audit?from=2001-01-01&to=2001-01-02");
        Assert.Contains("Aucun événement", none.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/keys")]
    [InlineData("/audit")]
    public async Task Who_may_not_change_roles_finds_the_door_shut(string path)
    {
        using var client = host.Client();
        await client.SignInAsync("finance");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await client.GetAsync(path)).StatusCode);
        using var home = await client.PageAsync("/projects");
        Assert.Null(home.QuerySelector($"a[href='{path}']"));
    }
}
