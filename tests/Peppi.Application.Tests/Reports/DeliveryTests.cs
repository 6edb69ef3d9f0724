using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Reports;
using Peppi.Application.Reports.Document;
using Peppi.Application.Reports.Schedules;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Reports;

public sealed class DeliveryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Slot = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    private readonly SwitchedPdf pdf = new();
    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(demo: true);
        await database.ExecuteAsync("delete from report_schedules; delete from report_deliveries; delete from app.mail_outbox; delete from reports; delete from alerts");

        // A PDF of one line: how a report prints is tested where it is printed.
        services = database.MakeServices(collection => collection.AddSingleton<IPdfRenderer>(pdf));
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Each_recipient_gets_the_rows_that_he_may_see_and_both_files()
    {
        var id = await ScheduleAsync(["general_management", "project_manager"]);

        var result = Assert.Single((await AsJobsAsync(new SendScheduledReports(id))).Value!);

        Assert.Equal("succeeded", result.Status);
        var mails = await MailsAsync();
        Assert.Equal(2, mails.Count);
        var (director, manager) = (mails[TestDemo.EmailOf("general_management")], mails[TestDemo.EmailOf("project_manager")]);
        Assert.Equal(2, manager.Attachments.Count);
        Assert.Contains("12 projets", director.Text, StringComparison.Ordinal);
        var his = await NamesAsync(managed: true);
        var others = await NamesAsync(managed: false);
        Assert.NotEmpty(his);
        Assert.NotEmpty(others);
        var whole = manager.Text + manager.Html + System.Text.Encoding.UTF8.GetString(manager.Attachments.Single(file => file.Type == "application/pdf").Content);
        Assert.All(others, name => Assert.DoesNotContain(name, whole, StringComparison.Ordinal));
        Assert.All(others, name => Assert.Contains(name, System.Text.Encoding.UTF8.GetString(director.Attachments.Single(file => file.Type == "application/pdf").Content), StringComparison.Ordinal));
        Assert.Equal(4L, await database.ScalarAsync<long>("select count(*) from reports where delivery_id is not null and owner_id = any(array[$1, $2])", TestDemo.IdOf("general_management"), TestDemo.IdOf("project_manager")));
    }

    [Fact]
    public async Task A_slot_is_delivered_once_however_often_it_is_asked_for()
    {
        var id = await ScheduleAsync(["general_management", "finance"]);

        for (var run = 0; run < 3; run++)
        {
            await AsJobsAsync(new PlanSlot(id, Slot));
            await Task.WhenAll(AsJobsAsync(new DeliverDue()), AsJobsAsync(new DeliverDue()), AsJobsAsync(new DeliverDue()));
            await Task.WhenAll(FlushAsync(), FlushAsync());
        }

        Assert.Equal(2, Directory.GetFiles(Path.Combine(database.Home, "mail"), "*.eml").Length);
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from report_deliveries where status = 'sent' and attempts = 1"));
        Assert.Equal("succeeded", await database.ScalarAsync<string>("select last_status from report_schedules"));
    }

    [Fact]
    public async Task What_a_node_left_when_it_was_killed_is_finished_by_another_without_doubling_what_was_sent()
    {
        var id = await ScheduleAsync(["general_management", "finance"]);
        await AsJobsAsync(new PlanSlot(id, Slot));
        await AsJobsAsync(new DeliverDue());
        await FlushAsync();

        // As if the node had died in the middle of one copy: claimed, and its lease not renewed since.
        await database.ExecuteAsync("""
            delete from app.mail_outbox where delivery_id = (select max(id) from report_deliveries);
            update report_deliveries set status = 'running', next_attempt_at = now() - interval '1 second', sent_at = null where id = (select max(id) from report_deliveries)
            """);
        foreach (var file in Directory.GetFiles(Path.Combine(database.Home, "mail"))) File.Delete(file);
        await AsJobsAsync(new PlanSlot(id, Slot));
        await AsJobsAsync(new DeliverDue());
        await FlushAsync();

        Assert.Single(Directory.GetFiles(Path.Combine(database.Home, "mail"), "*.eml"));
        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from report_deliveries where status = 'sent'"));
    }

    [Fact]
    public async Task A_deactivated_recipient_is_skipped_with_a_reason_and_the_others_are_served()
    {
        var id = await ScheduleAsync(["general_management", "commercial"]);
        await database.ExecuteAsync("update users set active = false where id = $1", TestDemo.IdOf("commercial"));

        var result = Assert.Single((await AsJobsAsync(new SendScheduledReports(id))).Value!);

        Assert.Equal("succeeded", result.Status);
        var skipped = Assert.Single(result.Deliveries, row => row.Status == "skipped");
        Assert.Contains("deactivated", skipped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_fails_is_tried_again_later_and_the_slot_stays_open_until_then()
    {
        var id = await ScheduleAsync(["general_management"]);
        pdf.Broken = true;
        await AsJobsAsync(new PlanSlot(id, Slot));
        await AsJobsAsync(new DeliverDue());

        Assert.Equal("pending", await database.ScalarAsync<string>("select status from report_deliveries"));
        Assert.True(await database.ScalarAsync<bool>("select next_attempt_at > now() + interval '30 seconds' and error is not null from report_deliveries"));
        Assert.Equal("running", await database.ScalarAsync<string>("select last_status from report_schedules"));

        pdf.Broken = false;
        await database.ExecuteAsync("update report_deliveries set next_attempt_at = now()");
        await AsJobsAsync(new DeliverDue());
        await FlushAsync();

        Assert.Equal("sent", await database.ScalarAsync<string>("select status from report_deliveries"));
        Assert.Equal("succeeded", await database.ScalarAsync<string>("select last_status from report_schedules"));
    }

    [Fact]
    public async Task A_slot_that_brought_nobody_anything_raises_one_alert_that_the_next_success_resolves()
    {
        var id = await ScheduleAsync(["general_management"]);
        pdf.Broken = true;
        foreach (var slot in (DateTimeOffset[])[Slot, Slot.AddDays(7)])
        {
            await AsJobsAsync(new PlanSlot(id, slot));
            for (var attempt = 0; attempt < 5; attempt++)
            {
                await AsJobsAsync(new DeliverDue());
                await database.ExecuteAsync("update report_deliveries set next_attempt_at = now() where status = 'pending'");
            }
        }

        Assert.Equal(2L, await database.ScalarAsync<long>("select count(*) from report_deliveries where status = 'failed'"));
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from alerts where alert_type = 'report_not_delivered' and status = 'open'"));
        Assert.Equal("failed", await database.ScalarAsync<string>("select last_status from report_schedules"));

        pdf.Broken = false;
        Assert.Equal("succeeded", Assert.Single((await AsJobsAsync(new SendScheduledReports(id))).Value!).Status);
        Assert.Equal("resolved", await database.ScalarAsync<string>("select status from alerts where alert_type = 'report_not_delivered'"));
    }

    [Fact]
    public async Task A_project_that_a_recipient_may_not_see_is_skipped_for_him()
    {
        var other = await database.ScalarAsync<int>("select id from projects p where manager_id is distinct from $1 and not exists (select from project_members where project_id = p.id and user_id = $1) limit 1", TestDemo.IdOf("project_manager"));
        var id = await ScheduleAsync(["general_management", "project_manager"], other);

        var result = Assert.Single((await AsJobsAsync(new SendScheduledReports(id))).Value!);

        Assert.Equal("sent", result.Deliveries.Single(row => row.RecipientId == TestDemo.IdOf("general_management")).Status);
        Assert.Equal("skipped", result.Deliveries.Single(row => row.RecipientId == TestDemo.IdOf("project_manager")).Status);
    }

    [Fact]
    public async Task What_is_due_runs_and_what_is_not_waits()
    {
        var due = await ScheduleAsync(["finance"]);
        await ScheduleAsync(["finance"]);
        await database.ExecuteAsync("update report_schedules set next_run_at = now() - interval '1 minute' where id = $1", due);

        var first = (await AsJobsAsync(new SendScheduledReports(null))).Value!;
        var second = (await AsJobsAsync(new SendScheduledReports(null))).Value!;

        Assert.Equal(due, Assert.Single(first).ScheduleId);
        Assert.Empty(second);
    }

    [Fact]
    public async Task An_owner_lists_changes_and_runs_his_schedules_and_nobody_elses()
    {
        var input = new ScheduleInput { Name = "Lundi", ReportType = "finance", Cron = "0 0 7 ? * MON", TimeZone = "Africa/Douala", Formats = ["pdf"], Locale = "fr", Recipients = [TestDemo.IdOf("finance")] };
        var id = (await SendAsync("finance", new CreateSchedule(input))).Value;

        Assert.Equal("Lundi", Assert.Single((await SendAsync("finance", new ListSchedules())).Value!).Name);
        Assert.Empty((await SendAsync("commercial", new ListSchedules())).Value!);
        Assert.Equal(ErrorKind.NotFound, (await SendAsync("commercial", new RunScheduleNow(id))).Error!.Kind);
        Assert.True((await SendAsync("finance", new UpdateSchedule(id, input with { Name = "Mardi", Recipients = [TestDemo.IdOf("general_management")] }))).Succeeded);
        var slot = (await SendAsync("finance", new RunScheduleNow(id))).Value;
        await AsJobsAsync(new DeliverDue());
        await FlushAsync();
        Assert.Equal("sent", await database.ScalarAsync<string>("select status from report_deliveries where slot = $1", slot));
        Assert.Equal("succeeded", Assert.Single((await SendAsync("finance", new ListSchedules { Id = id })).Value!).LastStatus);
        Assert.True((await SendAsync("finance", new DeleteSchedule(id))).Succeeded);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from report_deliveries"));
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_is_refused_field_by_field()
    {
        var answer = await SendAsync("finance", new CreateSchedule(new ScheduleInput
        {
            Name = "",
            ReportType = "x",
            Cron = "each monday",
            TimeZone = "Mars/Base",
            Formats = ["docx"],
            Locale = "de",
            Period = "soon",
            Recipients = [],
        }));

        Assert.Equal(["cron", "formats", "locale", "name", "period", "recipients", "report_type", "time_zone"], answer.Error!.Fields.Select(fault => fault.Field).Distinct().Order());
    }

    private async Task<int> ScheduleAsync(string[] roles, int? project = null) => (await SendAsync("admin", new CreateSchedule(new ScheduleInput
    {
        Name = "Point hebdomadaire",
        ReportType = "project_status",
        ProjectId = project,
        Cron = "0 0 7 ? * MON",
        TimeZone = "Africa/Douala",
        Formats = ["pdf", "xlsx"],
        Locale = "fr",
        Recipients = [.. roles.Select(TestDemo.IdOf)],
    }))).Value;

    private async Task<Dictionary<string, TestMail>> MailsAsync()
    {
        Dictionary<string, TestMail> mails = [];
        foreach (var file in Directory.GetFiles(Path.Combine(database.Home, "mail"), "*.eml"))
        {
            var mail = await TestSmtpServer.ReadAsync(file);
            var to = mail.Headers["To"];
            mails[to.Contains('<', StringComparison.Ordinal) ? to[(to.LastIndexOf('<') + 1)..^1] : to] = mail;
            if (Environment.GetEnvironmentVariable("PEPPI_TEST_PICTURES") is { } folder) await File.WriteAllTextAsync(Path.Combine(folder, $"mail-{mails.Count}.html"), mail.Html);
        }

        return mails;
    }

    private async Task<List<string>> NamesAsync(bool managed) => await services.GetRequiredService<CallerScopes>().RunAsync(Caller.Service, async scope =>
    {
        var db = scope.GetRequiredService<PeppiDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var me = TestDemo.IdOf("project_manager");
        return await db.Projects.Where(row => row.Status != "archived" && row.Status != "cancelled" && (row.ManagerId == me || db.ProjectMembers.Any(member => member.ProjectId == row.Id && member.UserId == me)) == managed)
            .Select(row => row.Name).ToListAsync();
    });

    private Task<Result<int>> FlushAsync() => services.GetRequiredService<CallerScopes>().RunAsync(Caller.Jobs, scope => scope.GetRequiredService<IMailFlush>().FlushAsync(CancellationToken.None));

    private Task<Result<T>> AsJobsAsync<T>(IUseCase<T> request) => services.GetRequiredService<CallerScopes>().RunAsync(Caller.Jobs, scope => scope.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));

    private Task<Result<T>> SendAsync<T>(string role, IUseCase<T> request) => services.GetRequiredService<CallerScopes>()
        .RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(role), TestDemo.EmailOf(role)), scope => scope.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));

    private sealed class SwitchedPdf : IPdfRenderer
    {
        public bool Broken { get; set; }

        public Task<Result<byte[]>> RenderAsync(ReportDocument report, CancellationToken cancellationToken) => Task.FromResult<Result<byte[]>>(Broken
            ? new Error(ErrorKind.Unavailable, "pdf_unavailable", "The PDF could not be made.")
            : System.Text.Encoding.UTF8.GetBytes("%PDF-1.7\n" + string.Join('\n', report.Blocks.OfType<ReportTable>().SelectMany(table => table.Rows).Select(row => string.Join('|', row)))));
    }
}
