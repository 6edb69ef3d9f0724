namespace Peppi.Admin.Tests;

/// <summary>No mouse is needed.</summary>
public sealed class The_keyboard_suffices(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task The_first_stop_skips_to_the_content()
    {
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/projects");
        await page.PressAsync("Tab");
        Assert.Equal("#content", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        await page.PressAsync("Enter");
        Assert.Equal("content", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Control_K_finds_a_project_and_goes_there()
    {
        var name = await host.Database.ScalarAsync<string>("select name from projects where status <> 'archived' order by id limit 1");
        await using var page = await host.SignedInAsync();
        await page.PressAsync("Control+k");
        await page.WaitForAsync("document.getElementById('search').open");
        await page.TypeAsync(name);
        await page.WaitForAsync("document.querySelector('#search-results a')");
        await page.PressAsync("ArrowDown");
        Assert.Contains(name, await page.EvaluateAsync<string>("document.activeElement.innerText"), StringComparison.Ordinal);
        await page.PressThroughAsync("Enter");
        Assert.Equal(name, await page.TextAsync("h1"));
    }

    [Fact]
    public async Task Escape_closes_a_dialog_and_the_focus_comes_back()
    {
        var id = await host.Database.ScalarAsync<int>("select min(id) from projects where status <> 'archived'");
        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/projects/{id}");
        await page.EvaluateAsync<string>("document.querySelector('[data-opens=archive]').focus(), ''");
        await page.PressAsync("Enter");
        await page.WaitForAsync("document.getElementById('archive').open");
        await page.PressAsync("Escape");
        await page.WaitForAsync("!document.getElementById('archive').open");
        Assert.Equal("archive", await page.EvaluateAsync<string>("document.activeElement.dataset.opens"));
    }

    [Fact]
    public async Task A_refused_form_puts_the_focus_on_what_is_wrong()
    {
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/users/new");
        await page.FillAsync("#Email", "not an address");
        await page.PressThroughAsync("Enter");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.classList.contains('error-summary')"));
    }
}
