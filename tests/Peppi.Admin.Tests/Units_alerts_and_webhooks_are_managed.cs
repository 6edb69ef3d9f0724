namespace Peppi.Admin.Tests;

/// <summary>A seller takes a unit from offer to sale, by the keyboard alone, and is told when another was first.</summary>
public sealed class Units_alerts_and_webhooks_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_unit_is_reserved_extended_sold_paid_and_given_back()
    {
        var unit = await NewUnitAsync("0-001");
        await using var page = await host.SignedInAsync("commercial");
        await page.GoAsync(host.Address + "/units?project=1");
        await page.EvaluateAsync<string>($"document.querySelector('[data-opens=reserve-{unit}]').focus(), ''");
        await page.PressAsync("Enter");
        await page.WaitForAsync($"document.getElementById('reserve-{unit}').open && document.activeElement.name === 'client'");
        Assert.Empty(await page.FaultsAsync());
        await page.TypeAsync("Abena Ngo");
        await page.PressThroughAsync("Enter");
        Assert.Contains("Le lot est réservé", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Contains("Abena Ngo", await page.TextAsync("tbody tr"), StringComparison.Ordinal);

        var until = await host.Database.ScalarAsync<DateTime>("select expires_at from reservations where unit_id = $1", unit);
        await page.ClickThroughAsync("tbody tr:first-child form[action*=Extend] button");
        Assert.Equal(until.AddDays(30), await host.Database.ScalarAsync<DateTime>("select expires_at from reservations where unit_id = $1", unit));
        await page.ClickThroughAsync("tbody tr:first-child form[action*=Sell] button");
        Assert.Contains("Le lot est vendu", await page.TextAsync("#messages"), StringComparison.Ordinal);

        await host.Database.ExecuteAsync("insert into payments (reservation_id, amount, due_on) select id, 5000000, current_date from reservations where unit_id = $1", unit);
        await page.GoAsync(host.Address + "/units?project=1");
        await page.ClickThroughAsync("tbody tr:first-child form[action*=Pay] button");
        Assert.Contains("5 000 000", (await page.TextAsync("tbody tr")).Replace('\u202F', ' '), StringComparison.Ordinal);
        await page.ClickAsync("tbody tr:first-child [data-opens^=cancel]");
        await page.TypeAsync("Crédit refusé");
        await page.PressThroughAsync("Enter");
        Assert.Equal("available", await host.Database.ScalarAsync<string>("select status from units where id = $1", unit));
    }

    [Fact]
    public async Task Who_comes_second_is_told_so_in_his_language_and_who_may_only_look_has_no_button()
    {
        var unit = await NewUnitAsync("0-002");
        using var seller = host.Client();
        await seller.SignInAsync("commercial");
        using var form = await seller.PageAsync("/units?project=1");
        var token = form.QuerySelector("dialog input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (string, string)[] fields = [("unit", $"{unit}"), ("client", "A"), ("__RequestVerificationToken", token)];
        await seller.SendAsync("/units?handler=Reserve&project=1", fields);
        Assert.Equal("/units?project=1", (await seller.SendAsync("/units?handler=Reserve&project=1", fields)).Headers.Location?.ToString());
        using var told = await seller.PageAsync("/units?project=1");
        Assert.Contains("déjà vendu ou réservé", told.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);

        using var reader = host.Client("en");
        await reader.SignInAsync("general_management");
        using var seen = await reader.PageAsync("/units?project=1&status=reserved");
        Assert.Contains("0-002", seen.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(seen.QuerySelectorAll("tbody button"));
    }

    private Task<int> NewUnitAsync(string reference) => host.Database.ScalarAsync<int>(
        "insert into units (project_id, reference, kind, list_price, currency) values (1, $1, 'apartment', 50000000, 'XAF') returning id", reference);
}
