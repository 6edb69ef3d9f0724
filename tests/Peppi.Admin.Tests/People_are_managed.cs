using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>An administrator gives and takes access, in the browser.</summary>
public sealed class People_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_new_person_gets_a_first_password_and_must_choose_another()
    {
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/users/new");
        await page.FillAsync("#Email", "amina.ngo@example.com");
        await page.FillAsync("#DisplayName", "Amina Ngo");
        await page.ClickAsync("#by-password");
        await page.FillAsync("#FirstPassword", "un premier secret");
        await page.ClickThroughAsync("form.form .button--primary");
        Assert.Contains("Le compte de Amina Ngo est créé", await page.TextAsync("#messages"), StringComparison.Ordinal);

        await using var hers = await (await TestBrowser.SharedAsync()).OpenAsync();
        await hers.GoAsync(host.Address + "/sign-in");
        await hers.FillAsync("#Email", "amina.ngo@example.com");
        await hers.FillAsync("#Password", "un premier secret");
        await hers.ClickThroughAsync("form.sign-in button");
        Assert.EndsWith("/account/password", await hers.AddressAsync(), StringComparison.Ordinal);

        await hers.FillAsync("#Present", "un premier secret");
        await hers.FillAsync("#Chosen", "mon propre secret");
        await hers.ClickThroughAsync("form.sign-in button");
        Assert.Contains("Votre mot de passe est changé", await hers.TextAsync("#messages"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_mailed_and_its_link_works_once()
    {
        using var client = host.Client();
        await client.SignInAsync();
        await client.PostAsync("/users/new", "", ("Email", "invite@example.com"), ("Access", "invitation"));
        var mail = await host.Database.ScalarAsync<string>("select text from app.mail_outbox where to_address = 'invite@example.com'");
        var link = mail.Split('\n').Single(line => line.Contains("/invitation?token=", StringComparison.Ordinal));
        var path = new Uri(link).PathAndQuery;

        using var invited = host.Client();
        using (var weak = await AdminClient.ParseAsync(await invited.PostAsync(path, "", ("Password", "court")))) Assert.NotNull(weak.QuerySelector("#Password-error"));
        var accepted = await invited.PostAsync(path, "", ("Password", "une phrase assez longue"));
        Assert.Equal("/sign-in", accepted.Headers.Location?.ToString());

        using var again = await invited.PageAsync(path);
        Assert.Contains("ne fonctionne plus", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_with_a_mailed_link_that_works_once()
    {
        const string email = "oubli@example.com";
        using var admin = host.Client();
        await admin.SignInAsync();
        await admin.PostAsync("/users/new", "", ("Email", email), ("Access", "password"), ("FirstPassword", "un premier secret"));
        using var before = host.Client();
        Assert.Equal("/", (await before.PostAsync("/sign-in", "", ("Email", email), ("Password", "un premier secret"))).Headers.Location?.ToString());

        // A stranger's address is answered as one that is known, and gets nothing.
        using var client = host.Client();
        using var unknown = await AdminClient.ParseAsync(await client.PostAsync("/forgotten", "", ("Email", "personne@example.com")));
        using var known = await AdminClient.ParseAsync(await client.PostAsync("/forgotten", "", ("Email", email)));
        Assert.Equal(unknown.QuerySelector("main")!.TextContent, known.QuerySelector("main")!.TextContent);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("select count(*) from app.mail_outbox where to_address = 'personne@example.com'"));

        var mail = await host.Database.ScalarAsync<string>($"select text from app.mail_outbox where to_address = '{email}'");
        var path = new Uri(mail.Split('\n').Single(line => line.Contains("/recovery?token=", StringComparison.Ordinal))).PathAndQuery;
        using (var weak = await AdminClient.ParseAsync(await client.PostAsync(path, "", ("Password", "court")))) Assert.NotNull(weak.QuerySelector("#Password-error"));
        Assert.Equal("/sign-in", (await client.PostAsync(path, "", ("Password", "un tout autre secret"))).Headers.Location?.ToString());
        Assert.StartsWith("/sign-in", (await before.GetAsync("/account/password")).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("/", (await client.PostAsync("/sign-in", "", ("Email", email), ("Password", "un tout autre secret"))).Headers.Location?.ToString());

        using var again = await client.PageAsync(path);
        Assert.Contains("ne fonctionne plus", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await host.Database.ScalarAsync<long>($"select count(*) from app.mail_outbox where to_address = '{email}' and subject like '%modifié%' or subject like '%changé%'"));
    }

    [Fact]
    public async Task A_role_is_changed_and_holds_at_the_next_click()
    {
        using var his = host.Client();
        await his.SignInAsync("commercial");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await his.GetAsync("/users")).StatusCode);

        var role = await host.Database.ScalarAsync<int>("select id from roles where name = 'general_management'");
        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/users/{TestDemo.IdOf("commercial")}");
        await page.EvaluateAsync<string>($"document.querySelector('#RoleId').value = '{role}'");
        await page.ClickThroughAsync("form.form .button--primary");
        Assert.Contains("sont enregistrés", await page.TextAsync("#messages"), StringComparison.Ordinal);

        Assert.Equal(System.Net.HttpStatusCode.OK, (await his.GetAsync("/users")).StatusCode);
    }

    [Fact]
    public async Task Deactivating_ends_the_session_at_once_and_can_be_taken_back()
    {
        using var his = host.Client();
        await his.SignInAsync("finance");
        Assert.Equal(System.Net.HttpStatusCode.OK, (await his.GetAsync("/projects")).StatusCode);

        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/users/{TestDemo.IdOf("finance")}");
        await page.ClickAsync("[data-opens=deactivate]");
        await page.ClickThroughAsync("#deactivate .button--danger");
        Assert.Contains("désactivé", await page.TextAsync("#messages"), StringComparison.Ordinal);

        var sent = await his.GetAsync("/projects");
        Assert.StartsWith("/sign-in", sent.Headers.Location?.PathAndQuery ?? sent.Headers.Location?.ToString(), StringComparison.Ordinal);

        await page.ClickThroughAsync("#messages .flash button");
        Assert.Contains("réactivé", await page.TextAsync("#messages"), StringComparison.Ordinal);
        using var back = host.Client();
        Assert.Equal("/", (await back.SignInAsync("finance")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        using var client = host.Client();
        await client.SignInAsync();
        await host.Database.ExecuteAsync("update public.users set role_id = null where role_id = (select id from roles where name = 'admin') and id <> $1", TestDemo.IdOf("admin"));
        using var page = await AdminClient.ParseAsync(await client.PostAsync($"/users/{TestDemo.IdOf("admin")}", "", ("RoleId", "")));
        Assert.Contains("dernier administrateur", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_somebody_has_is_refused_at_its_field()
    {
        using var client = host.Client();
        await client.SignInAsync();
        var answer = await client.PostAsync("/users/new", "", ("Email", TestDemo.EmailOf("finance")), ("Access", "invitation"));
        using var page = await AdminClient.ParseAsync(answer);
        Assert.Equal("#Email", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal("true", page.QuerySelector("#Email")!.GetAttribute("aria-invalid"));
        Assert.Contains("déjà un compte", page.QuerySelector("#Email-error")!.TextContent, StringComparison.Ordinal);
    }
}
