namespace Peppi.Admin.Tests;

/// <summary>A project is opened, changed, staffed and archived in the browser.</summary>
public sealed class Projects_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task From_opening_to_archiving()
    {
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/projects/new");
        await page.FillAsync("#Form_Name", "Résidence Les Flamboyants");
        await page.FillAsync("#Form_Code", "dla-90");
        await page.FillAsync("#Form_Latitude", "4,05");
        await page.FillAsync("#Form_Longitude", "9.76");
        await page.ClickThroughAsync("form.form .button--primary");
        Assert.Contains("est créé", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Equal("Résidence Les Flamboyants", await page.TextAsync("h1"));
        Assert.Equal(4.05m, await host.Database.ScalarAsync<decimal>("select latitude from projects where code = 'DLA-90'"));

        await page.ClickThroughAsync(".page-head .button--primary");
        await page.FillAsync("#Form_PercentComplete", "12,5");
        await page.ClickThroughAsync("form.form .button--primary");
        Assert.Equal(12.5m, await host.Database.ScalarAsync<decimal>("select percent_complete from projects where code = 'DLA-90'"));

        await page.EvaluateAsync<string>("document.querySelector('#UserId').selectedIndex = 1, ''");
        await page.FillAsync("#Function", "Conducteur de travaux");
        await page.ClickThroughAsync(".add-member button");
        Assert.Contains("fait partie de l’équipe", await page.TextAsync("#messages"), StringComparison.Ordinal);
        await page.ClickThroughAsync("form[action*=RemoveMember] button");
        Assert.Contains("ne fait plus partie", await page.TextAsync("#messages"), StringComparison.Ordinal);

        await page.ClickAsync("[data-opens=archive]");
        await page.ClickThroughAsync("#archive .button--primary");
        Assert.Contains("archivé", await page.TextAsync("#messages"), StringComparison.Ordinal);
        await page.ClickThroughAsync("#messages .flash button");
        Assert.Equal("planned", await host.Database.ScalarAsync<string>("select status from projects where code = 'DLA-90'"));
    }

    [Fact]
    public async Task A_faulty_form_says_what_is_wrong_at_each_field_and_keeps_what_was_typed()
    {
        using var client = host.Client();
        await client.SignInAsync();
        using var page = await AdminClient.ParseAsync(await client.PostAsync("/projects/new", "",
            ("Form.Name", ""), ("Form.StartDate", "2026-05-01"), ("Form.EndDate", "2026-04-01"), ("Form.Region", "Littoral")));
        Assert.Equal(["#Form_Name", "#Form_EndDate"], page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")));
        Assert.Contains("Donnez un nom", page.QuerySelector("#Form_Name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Littoral", page.QuerySelector("#Form_Region")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_somebody_changed_meanwhile_is_not_overwritten()
    {
        using var client = host.Client();
        await client.SignInAsync();
        var id = await host.Database.ScalarAsync<int>("select min(id) from projects");
        using var page = await AdminClient.ParseAsync(await client.PostAsync($"/projects/{id}/edit", "", ("SeenAt", "2020-01-01T00:00:00.0000000+00:00")));
        Assert.Contains("entre-temps", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_and_order_live_in_the_address()
    {
        using var client = host.Client();
        await client.SignInAsync();
        var region = await host.Database.ScalarAsync<string>("select region from projects where status <> 'archived' order by region limit 1");
        using var page = await client.PageAsync($"/projects?region={Uri.EscapeDataString(region)}&sort=name&down=1");
        Assert.All(page.QuerySelectorAll("tbody th .sub"), sub => Assert.Contains(region, sub.TextContent, StringComparison.Ordinal));
        Assert.Equal("descending", page.QuerySelector("th[sort], th[aria-sort]")!.GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task The_map_and_its_list_bear_the_same_numbers()
    {
        using var client = host.Client();
        await client.SignInAsync();
        using var page = await client.PageAsync("/projects?view=map");
        var listed = page.QuerySelectorAll(".map-list .map-number").Select(number => number.TextContent).ToHashSet();
        var pins = page.QuerySelectorAll(".pin text").Select(text => text.TextContent).ToList();
        Assert.NotEmpty(pins);
        Assert.Subset(listed, pins.ToHashSet());
        Assert.All(page.QuerySelectorAll(".pin"), pin => Assert.NotEqual("", pin.GetAttribute("aria-label")));
    }
}
