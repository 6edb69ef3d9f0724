using Peppi.Admin.Pages.Schedules;
using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>A report is scheduled, run, paused and taken away; nobody needs to write cron.</summary>
public sealed class Schedules_are_managed(AdminHost host) : IClassFixture<AdminHost>
{
    [Theory]
    [InlineData("0 0 7 ? * MON", Rhythm.Weekly)]
    [InlineData("0 30 6 ? * MON-FRI", Rhythm.Workdays)]
    [InlineData("0 15 18 ? * *", Rhythm.Daily)]
    [InlineData("0 30 7 1 * ?", Rhythm.Monthly)]
    [InlineData("0 30 7 L * ?", Rhythm.Monthly)]
    [InlineData("0 0/5 * ? * *", Rhythm.Custom)]
    [InlineData("0 0 7 ? * MON#1", Rhythm.Custom)]
    public void A_rhythm_is_read_and_written_without_loss(string cron, string frequency)
    {
        var rhythm = Rhythm.Read(cron);
        Assert.Equal(frequency, rhythm.Frequency);
        Assert.Equal(cron, rhythm.Write());
    }

    [Fact]
    public async Task From_planning_to_deleting()
    {
        using var client = host.Client();
        await client.SignInAsync("general_management");
        var made = await client.PostAsync("/schedules/new", "",
            ("Form.Name", "Point du mardi"), ("Form.Frequency", "weekly"), ("Form.Day", "TUE"), ("Form.Time", "06:45"), ("Form.TimeZone", "Africa/Douala"),
            ("Form.Formats", "pdf"), ("Form.Recipients", TestDemo.IdOf("general_management").ToString()));
        var path = made.Headers.Location!.ToString();
        Assert.Equal("0 45 6 ? * TUE", await host.Database.ScalarAsync<string>("select cron from report_schedules where name = 'Point du mardi'"));

        using (var page = await client.PageAsync(path)) Assert.Contains("Chaque mardi à 06:45", page.QuerySelector(".answer")!.TextContent, StringComparison.Ordinal);

        await client.PostAsync(path, "handler=Run");
        Assert.Equal(1, await host.Database.ScalarAsync<long>("select count(*) from report_deliveries d join report_schedules s on s.id = d.schedule_id where s.name = 'Point du mardi'"));

        await client.PostAsync(path, "handler=Pause");
        Assert.False(await host.Database.ScalarAsync<bool>("select enabled from report_schedules where name = 'Point du mardi'"));

        Assert.Equal("/schedules", (await client.PostAsync(path, "handler=Delete")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_schedule_without_recipient_or_time_says_so_at_the_field()
    {
        using var client = host.Client();
        await client.SignInAsync("finance");
        using var form = await client.PageAsync("/schedules/new");
        var token = form.QuerySelector("form.form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var page = await AdminClient.ParseAsync(await client.SendAsync("/schedules/new",
            ("__RequestVerificationToken", token), ("Form.Name", "Sans personne"), ("Form.ReportType", "finance"), ("Form.Frequency", "daily"), ("Form.Time", "25:99"),
            ("Form.TimeZone", "UTC"), ("Form.Formats", "pdf"), ("Form.Locale", "fr")));
        Assert.Equal(["#Form_Time", "#Form_Recipients"], page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order().Reverse());
    }

    [Fact]
    public async Task Another_persons_schedule_is_not_there()
    {
        var theirs = await host.Database.ScalarAsync<int>("select min(id) from report_schedules where owner_id is distinct from $1", TestDemo.IdOf("commercial"));
        using var client = host.Client();
        await client.SignInAsync("commercial");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await client.GetAsync($"/schedules/{theirs}")).StatusCode);
    }
}
