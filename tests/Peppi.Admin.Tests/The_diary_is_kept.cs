using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Chantier;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Shared;
using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>Messages find their site by hand, lost photos are fetched again, and the quarantine is read again.</summary>
public sealed class The_diary_is_kept(AdminHost host) : IClassFixture<AdminHost>
{
    [Fact]
    public async Task A_message_that_waits_is_sorted_with_all_others_of_its_sender()
    {
        var sender = await host.Database.ScalarAsync<int>("insert into chantier_contacts (name, manychat_id) values ('Essomba', 'essomba') returning id");
        await host.Database.ExecuteAsync("insert into chantier_messages (sender, message_text, contact_id) select 'Essomba', 'trié par la page ' || n, $1 from generate_series(1, 2) n", sender);
        var site = await host.Database.ScalarAsync<int>("select min(id) from projects where status = 'active'");
        await using var page = await host.SignedInAsync();
        await page.GoAsync(host.Address + "/diary?unsorted=1&q=trié+par+la+page");
        await page.EvaluateAsync<string>($"(document.querySelector('.sorting select').value = '{site}')");
        await page.ClickAsync(".sorting input[type=checkbox]");
        await page.ClickThroughAsync(".sorting button");
        Assert.Contains("2 messages classés dans", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Equal(2, await host.Database.ScalarAsync<long>("select count(*) from chantier_messages where contact_id = $1 and project_id = $2 and routed_by = 'person'", sender, site));
        Assert.Equal(site, await host.Database.ScalarAsync<int>("select project_id from chantier_contacts where id = $1", sender));
    }

    [Fact]
    public async Task The_quarantine_is_shown_raw_and_read_again()
    {
        var id = await host.Database.ScalarAsync<long>("""insert into app.webhook_inbox (source, body, outcome, error) values ('manychat', convert_to('{"x": "<b>brut</b>"}', 'UTF8'), 'quarantined', 'It is not JSON.') returning id""");
        await using var page = await host.SignedInAsync();
        await page.GoAsync($"{host.Address}/inbox/{id}");
        Assert.Contains("<b>brut</b>", await page.TextAsync(".raw"), StringComparison.Ordinal);
        await page.ClickThroughAsync(".page-head form button, form[action*=Replay] button");
        Assert.Contains("1 appel sera relu", await page.TextAsync("#messages"), StringComparison.Ordinal);
        Assert.Equal("pending", await host.Database.ScalarAsync<string>("select outcome from app.webhook_inbox where id = $1", id));
    }

    [Theory]
    [InlineData("project_manager", HttpStatusCode.Forbidden)]
    [InlineData("field_team", HttpStatusCode.Forbidden)]
    [InlineData("general_management", HttpStatusCode.OK)]
    public async Task The_inbox_is_for_those_who_see_every_site(string role, HttpStatusCode status)
    {
        using var client = host.Client();
        await client.SignInAsync(role);
        Assert.Equal(status, (await client.GetAsync("/inbox")).StatusCode);
    }

    [Fact]
    public async Task Whoever_may_only_look_can_have_nothing_read_again()
    {
        var replayed = await host.Database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf("general_management"), null), services =>
            services.GetRequiredService<UseCases>().SendAsync(new ReplayWebhooks { Outcome = "quarantined" }, CancellationToken.None));
        Assert.Equal("42501", replayed.Error?.Code);
    }

    [Fact]
    public async Task A_photo_is_shown_to_those_who_see_its_site_alone()
    {
        var site = await host.Database.ScalarAsync<int>("select min(project_id) from project_members");
        var message = await host.Database.ScalarAsync<int>("insert into chantier_messages (project_id, message_text) values ($1, 'avec photo') returning id", site);
        var path = $"chantier/{site}/2026-11-22/{message}.png";
        await using var png = new MemoryStream(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        var kept = await host.Database.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new KeepFile("projets", path, png), CancellationToken.None));
        Assert.True(kept.Succeeded);
        var photo = await host.Database.ScalarAsync<int>("insert into chantier_media (message_id, state, object_path, content_type) values ($1, 'stored', $2, 'image/png') returning id", message, path);
        using var admin = host.Client();
        await admin.SignInAsync();
        Assert.Equal(("image/png", HttpStatusCode.OK), await PhotoAsync(admin, photo));
        using var finance = host.Client();
        await finance.SignInAsync("finance");
        Assert.Equal(HttpStatusCode.NotFound, (await PhotoAsync(finance, photo)).Status);
    }

    private static async Task<(string? Type, HttpStatusCode Status)> PhotoAsync(AdminClient client, int id)
    {
        var answer = await client.GetAsync($"/diary?handler=Photo&id={id}");
        return (answer.Content.Headers.ContentType?.MediaType, answer.StatusCode);
    }
}
