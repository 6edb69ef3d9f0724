using Peppi.Testing;

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

    [Fact]
    public async Task A_target_is_added_with_a_secret_shown_once_tested_switched_replayed_and_deleted()
    {
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/webhooks");
        await page.ClickThroughAsync("form.begin button");
        Assert.Contains("Donnez une adresse", await page.TextAsync(".error-summary"), StringComparison.Ordinal);
        await page.FillAsync("#Name", "Comptabilité");
        await page.FillAsync("#Url", "https://hooks.example/services/T0/secret");
        await page.FillAsync("#Events", "payments.*, alert.raised");
        await page.ClickThroughAsync("form.begin button");
        Assert.StartsWith("whsec_", (await page.TextAsync(".secret")).Trim(), StringComparison.Ordinal);
        Assert.Empty(await page.FaultsAsync());

        await page.GoAsync(host.Address + "/webhooks");
        Assert.DoesNotContain("whsec_", await page.TextAsync("body"), StringComparison.Ordinal);
        Assert.Contains("hooks.example", await page.TextAsync("tbody"), StringComparison.Ordinal);
        Assert.DoesNotContain("services", await page.TextAsync("tbody"), StringComparison.Ordinal);
        await page.ClickThroughAsync("tbody form[action*=Ping] button");
        await host.Database.ExecuteAsync("update app.webhook_events set status = 'dead', attempts = 13, last_status = 500, last_error = 'The target answered 500.', excerpt = 'oops', finished_at = now()");
        await page.GoAsync(host.Address + "/webhooks");
        Assert.Contains("Réponse 500", await page.TextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(await page.FaultsAsync());
        await page.ClickThroughAsync("tbody a.main-link");
        Assert.Contains("oops", await page.TextAsync("tbody"), StringComparison.Ordinal);
        Assert.Empty(await page.FaultsAsync());
        await page.ClickThroughAsync(".section-head form[action*=Replay] button");
        Assert.Contains("1 événement repart", await page.TextAsync("#messages"), StringComparison.Ordinal);
        await page.ClickThroughAsync("form[action*=Switch] button");
        Assert.Contains("suspendue", await page.TextAsync("#messages"), StringComparison.Ordinal);
        await page.ClickAsync("[data-opens=delete]");
        await page.ClickThroughAsync("#delete .button--danger");
        Assert.Contains("est supprimée", await page.TextAsync("#messages"), StringComparison.Ordinal);

        using var finance = host.Client();
        await finance.SignInAsync("finance");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await finance.GetAsync("/webhooks")).StatusCode);
    }

    [Fact]
    public async Task An_alert_is_acknowledged_assigned_put_off_noted_and_resolved_and_a_rule_is_changed()
    {
        var alert = await host.Database.ScalarAsync<int>("insert into alerts (project_id, alert_type, priority, message, status) values (1, 'manual', 'high', 'Essai des pages', 'open') returning id");
        using var client = host.Client();
        await client.SignInAsync();
        var path = $"/alerts/{alert}";
        await client.PostAsync(path, "Acknowledge");
        await client.PostAsync(path, "Assign", ("Person", $"{TestDemo.IdOf("finance")}"));
        await client.PostAsync(path, "Note", ("Note", "Vu sur place"));
        await client.PostAsync(path, "Snooze", ("Hours", "72"));
        await client.PostAsync(path, "Resolve");
        Assert.Equal("raised acknowledged assigned note snoozed resolved", await host.Database.ScalarAsync<string>("select string_agg(kind, ' ' order by id) from alert_events where alert_id = $1", alert));
        using var history = await client.PageAsync(path);
        Assert.Contains("Vu sur place", history.Body!.TextContent, StringComparison.Ordinal);

        using var rules = await client.PageAsync("/alerts/rules");
        var rule = await host.Database.ScalarAsync<int>("select id from alert_rules where code = 'late_delivery' and project_id is null");
        var token = rules.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await client.SendAsync("/alerts/rules", ("id", $"{rule}"), ("levels[due_in_days]", "7"), ("resolveAfterHours", "2"), ("escalateAfterHours", "12"), ("__RequestVerificationToken", token));
        Assert.Equal("false 7 2 12", await host.Database.ScalarAsync<string>("select concat_ws(' ', enabled::text, parameters ->> 'due_in_days', resolve_after_hours, escalate_after_hours) from alert_rules where id = $1", rule));
        await client.SendAsync("/alerts/rules", ("id", $"{rule}"), ("enabled", "true"), ("levels[due_in_days]", "700"), ("resolveAfterHours", "2"), ("__RequestVerificationToken", token));
        using var told = await client.PageAsync("/alerts/rules");
        Assert.Contains("hors de ce qui a un sens", told.QuerySelector("#messages")!.TextContent, StringComparison.Ordinal);
    }

    private Task<int> NewUnitAsync(string reference) => host.Database.ScalarAsync<int>(
        "insert into units (project_id, reference, kind, list_price, currency) values (1, $1, 'apartment', 50000000, 'XAF') returning id", reference);
}
