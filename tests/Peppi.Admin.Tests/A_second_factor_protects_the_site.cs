using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>A person turns on a second factor, is asked for it, loses the telephone; a role demands one.</summary>
public sealed class A_second_factor_protects_the_site(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task It_is_turned_on_asked_for_at_sign_in_and_replaced_by_a_recovery_code()
    {
        await using var page = await host.SignedInAsync("finance");
        await page.GoAsync(host.Address + "/account/security");
        await page.FillAsync("#DeviceName", "Téléphone");
        await page.ClickThroughAsync("form.begin button");
        var app = new TestAuthenticator((await page.TextAsync(".secret")).Trim());
        Assert.Empty(await page.FaultsAsync());

        await page.FillAsync("#Code", "000000");
        await page.ClickThroughAsync(".panel .button--primary");
        Assert.Contains("Ce code n’est pas le bon", await page.TextAsync(".error-summary"), StringComparison.Ordinal);
        await page.FillAsync("#Code", app.Next());
        await page.ClickThroughAsync(".panel .button--primary");
        var code = (await page.TextAsync(".codes li")).Trim();
        Assert.Empty(await page.FaultsAsync());

        await using var again = await host.SignedInAsync("finance");
        Assert.Contains("/account/second-step", await again.AddressAsync(), StringComparison.Ordinal);
        Assert.Empty(await again.FaultsAsync());
        await again.GoAsync(host.Address + "/users/" + TestDemo.IdOf("finance"));
        Assert.Contains("/account/second-step", await again.AddressAsync(), StringComparison.Ordinal);
        await again.FillAsync("#Code", app.Next());
        await again.ClickThroughAsync("form.sign-in button");
        Assert.EndsWith("/users/" + TestDemo.IdOf("finance"), await again.AddressAsync(), StringComparison.Ordinal);

        await using var lost = await host.SignedInAsync("finance");
        await lost.FillAsync("#Code", code);
        await lost.ClickThroughAsync("form.sign-in button");
        await lost.GoAsync(host.Address + "/account/security");
        Assert.Contains("9 codes de secours", await lost.TextAsync("main"), StringComparison.Ordinal);
        await lost.ClickThroughAsync("table .button--danger");
        Assert.Contains("retirée", await lost.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Contains("Seul votre mot de passe", await lost.TextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_demands_it_leads_its_people_to_turn_it_on()
    {
        var role = await host.Database.ScalarAsync<int>("select id from roles where name = 'commercial'");
        using var admin = host.Client();
        await admin.SignInAsync();
        var demanded = await admin.PostAsync($"/roles/{role}", "SecondFactor");
        Assert.Equal($"/roles/{role}", demanded.Headers.Location?.ToString());
        Assert.True(await host.Database.ScalarAsync<bool>("select requires_aal2 from roles where name = 'commercial'"));

        using var his = host.Client();
        await his.SignInAsync("commercial");
        Assert.StartsWith("/account/security", (await his.GetAsync("/projects")).Headers.Location?.ToString(), StringComparison.Ordinal);
        using var page = await his.PageAsync("/account/security");
        Assert.Contains("Votre rôle exige un second facteur", page.Body!.TextContent, StringComparison.Ordinal);
    }
}
