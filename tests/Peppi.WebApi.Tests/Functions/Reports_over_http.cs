using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Functions;

public sealed class Reports_over_http(DemoApi api) : IClassFixture<DemoApi>
{
    private static readonly string[] Workbook = ["xlsx"];

    [Theory]
    [InlineData("/functions/v1/generate-report", "pdf", "application/pdf")]
    [InlineData("/edge-functions/generate-report", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task A_report_is_made_and_its_link_opens_without_a_key(string path, string format, string type)
    {
        using var director = await api.AsAsync("general_management");

        var answer = await director.PostAsJsonAsync(path, new { report_type = "finance", format, locale = "fr" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var report = (await PeppiApi.JsonAsync(answer)).AsObject();
        Assert.Equal(["id", "report_type", "format", "file_url", "download_url", "generated_at"], report.Select(field => field.Key));
        using var nobody = api.Client();
        var file = await nobody.GetAsync(Local(report["download_url"]!));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(type, file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith("." + format, file.Content.Headers.ContentDisposition.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("private, no-store", string.Join(", ", file.Headers.CacheControl!.ToString().Split(", ").OrderDescending()));
        Assert.True((await file.Content.ReadAsByteArrayAsync()).Length > 5000);
    }

    [Fact]
    public async Task A_link_that_was_altered_opens_nothing()
    {
        using var director = await api.AsAsync("general_management");
        var report = await PeppiApi.JsonAsync(await director.PostAsJsonAsync("/functions/v1/generate-report", new { report_type = "finance", format = "xlsx" }));
        var link = Local(report["download_url"]!);
        using var nobody = api.Client();

        foreach (var altered in (string[])[link + "x", link.Replace("finance-", "project_status-", StringComparison.Ordinal), link.Split('?')[0], link.Replace("reports/portfolio", "reports/..%2f..", StringComparison.Ordinal)])
        {
            var file = await nobody.GetAsync(altered);
            Assert.True(file.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"{altered} gave {file.StatusCode}");
        }
    }

    [Theory]
    [InlineData("""{"report_type":"nothing"}""", HttpStatusCode.BadRequest, "unknown_report_type")]
    [InlineData("""{"report_type":"finance","format":"doc"}""", HttpStatusCode.BadRequest, "validation_failed")]
    [InlineData("""{"report_type":"finance","project_id":"3"}""", HttpStatusCode.BadRequest, "validation_failed")]
    [InlineData("""{"report_type":"finance","project_id":999999}""", HttpStatusCode.NotFound, "not_found")]
    [InlineData("[]", HttpStatusCode.BadRequest, "bad_json")]
    [InlineData("{", HttpStatusCode.BadRequest, "bad_json")]
    public async Task A_wrong_request_is_told_what_is_wrong(string body, HttpStatusCode status, string code)
    {
        using var director = await api.AsAsync("general_management");

        var answer = await director.PostAsync("/functions/v1/generate-report", new StringContent(body));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (string?)(await PeppiApi.JsonAsync(answer))["code"]);
    }

    [Fact]
    public async Task The_field_team_gets_no_finance_report_and_anon_none_at_all()
    {
        using var field = await api.AsAsync("field_team");
        using var anon = api.Anon();

        Assert.Equal(HttpStatusCode.Forbidden, (await field.PostAsJsonAsync("/functions/v1/generate-report", new { report_type = "finance" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await field.PostAsJsonAsync("/functions/v1/generate-report", new { report_type = "project_status", format = "xlsx" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anon.PostAsJsonAsync("/functions/v1/generate-report", new { report_type = "finance" })).StatusCode);
    }

    [Fact]
    public async Task A_file_is_its_readers_and_admins()
    {
        using var finance = await api.AsAsync("finance");
        var report = await PeppiApi.JsonAsync(await finance.PostAsJsonAsync("/functions/v1/generate-report", new { report_type = "finance", format = "xlsx" }));
        var file = (string)report["file_url"]!;

        foreach (var (role, status) in ((string, HttpStatusCode)[])[("finance", HttpStatusCode.OK), ("admin", HttpStatusCode.OK), ("general_management", HttpStatusCode.BadRequest)])
        {
            using var client = await api.AsAsync(role);
            Assert.Equal(status, (await client.GetAsync(file)).StatusCode);
        }
    }

    [Fact]
    public async Task Schedules_run_by_the_service_key_alone_and_answer_how_each_went()
    {
        using var admin = await api.AsAsync("admin");
        using var service = api.Service();
        var schedule = await admin.PostAsJsonAsync("/rest/v1/report_schedules", new { name = "Par l'API", report_type = "finance", cron = "0 0 7 ? * MON", time_zone = "Africa/Douala", formats = Workbook });
        Assert.True(schedule.IsSuccessStatusCode, await schedule.Content.ReadAsStringAsync());
        var id = await api.Database.ScalarAsync<int>("select max(id) from report_schedules");
        foreach (var role in (string[])["finance", "project_manager"])
        {
            var added = await admin.PostAsJsonAsync("/rest/v1/report_schedule_recipients", new { schedule_id = id, user_id = TestDemo.IdOf(role) });
            Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await admin.PostAsJsonAsync("/edge-functions/send-scheduled-reports", new { schedule_id = id })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.PostAsJsonAsync("/edge-functions/send-scheduled-reports", new { schedule_id = 999999 })).StatusCode);
        var answer = await PeppiApi.JsonAsync(await service.PostAsJsonAsync("/edge-functions/send-scheduled-reports", new { schedule_id = id }));

        var outcome = Assert.Single(answer["schedules"]!.AsArray())!;
        Assert.Equal("succeeded", (string?)outcome["status"]);
        Assert.Equal(["sent", "sent"], outcome["deliveries"]!.AsArray().Select(delivery => (string?)delivery!["status"]));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(api.Database.Home, "mail"), "*.eml").Length);
        Assert.Equal(HttpStatusCode.OK, (await service.PostAsync("/functions/v1/send-scheduled-reports", null)).StatusCode);
    }

    // The instance's public address is another than that of the test's socket.
    private static string Local(JsonNode link) => new Uri((string)link!).PathAndQuery;
}
