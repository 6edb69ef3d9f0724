using System.Net;

namespace Peppi.Admin.Tests;

/// <summary>The permission matrix is edited in the browser and holds in the database.</summary>
public sealed class Roles_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_change_is_read_back_with_the_people_concerned_before_it_holds()
    {
        var role = await host.Database.ScalarAsync<int>("select id from roles where name = 'finance'");
        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/roles/{role}");
        await page.EvaluateAsync<string>("(() => { const cell = document.getElementsByName('cell.supply.select')[0]; cell.value = ''; cell.dispatchEvent(new Event('change', { bubbles: true })); return ''; })()");
        Assert.Equal("1 droit modifié, pas encore enregistré", await page.TextAsync("#matrix-summary"));

        await page.ClickThroughAsync(".matrix-bar .button--primary");
        var review = await page.TextAsync(".review");
        Assert.Contains("Le rôle Finance ne peut plus lire", review, StringComparison.Ordinal);
        Assert.Contains("personne", review, StringComparison.Ordinal);
        Assert.Equal(1, await CellsAsync(role, "supply"));

        await page.ClickThroughAsync(".review .button--primary");
        Assert.Contains("1 retiré", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Equal(0, await CellsAsync(role, "supply"));
    }

    [Fact]
    public async Task A_role_is_made_like_another_and_deleted_while_nobody_has_it()
    {
        using var client = host.Client();
        await client.SignInAsync();
        var like = await host.Database.ScalarAsync<int>("select id from roles where name = 'commercial'");
        var made = await client.PostAsync("/roles/new", "", ("Name", "Contrôle interne"), ("Like", $"{like}"));
        var path = made.Headers.Location!.ToString();
        Assert.Equal(
            await host.Database.ScalarAsync<long>("select count(*) from role_permissions where role_id = $1", like),
            await host.Database.ScalarAsync<long>("select count(*) from role_permissions where role_id = (select id from roles where name = 'Contrôle interne')"));

        using (var twice = await AdminClient.ParseAsync(await client.PostAsync("/roles/new", "", ("Name", "contrôle INTERNE")))) Assert.NotNull(twice.QuerySelector("#Name-error"));

        var deleted = await client.PostAsync(path, "handler=Delete");
        Assert.Equal("/roles", deleted.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Administration_keeps_its_permissions_on_people_and_roles()
    {
        using var client = host.Client();
        await client.SignInAsync();
        var admin = await host.Database.ScalarAsync<int>("select id from roles where name = 'admin'");
        var refused = await client.PostAsync($"/roles/{admin}", "handler=Review", ("cell.roles.update", ""));
        using var review = await AdminClient.ParseAsync(refused);
        var values = review.QuerySelectorAll(".review input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        await client.SendAsync($"/roles/{admin}?handler=Apply", [.. values.Select(pair => (pair.Key, pair.Value))]);
        using var after = await client.PageAsync($"/roles/{admin}");
        Assert.Contains("conserve", after.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await host.Database.ScalarAsync<long>("select count(*) from role_permissions where role_id = $1 and resource = 'roles' and action = 'update'", admin));
    }

    private Task<long> CellsAsync(int role, string resource) =>
        host.Database.ScalarAsync<long>("select count(*) from role_permissions where role_id = $1 and resource = $2 and action = 'select'", role, resource);
}
