using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Application;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.Testing;
using Quartz;

namespace Peppi.Infrastructure.Tests.Scheduling;

public sealed class SchedulerTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestSmtpServer smtp = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(demo: true);
        smtp = await TestSmtpServer.StartAsync();
        await database.ExecuteAsync("delete from report_schedules; delete from report_deliveries; delete from app.mail_outbox; delete from reports");
    }

    public async Task DisposeAsync()
    {
        await smtp.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_row_written_past_the_pages_is_fired_and_two_nodes_mail_each_slot_once_with_both_files()
    {
        using var first = Node();
        using var second = Node();
        await Task.WhenAll(first.StartAsync(), second.StartAsync());

        // As a client of the data API would.
        var id = await InsertAsync("0/4 * * * * ?", ["general_management", "project_manager"]);
        await UntilAsync("select count(distinct slot) >= 2 from report_deliveries where status = 'sent'");
        await database.ExecuteAsync("update report_schedules set enabled = false where id = $1", id);

        // In this order: without a trigger nothing fires, what has fired may still write down its slot, and a slot has mails to send.
        await UntilAsync("select count(*) = 0 from jobs.qrtz_triggers where trigger_group = 'report_schedules'");
        await UntilAsync("select count(*) = 0 from jobs.qrtz_fired_triggers where trigger_group = 'report_schedules'");
        await UntilAsync("select count(*) = 0 from report_deliveries where status in ('pending', 'running', 'queued')");
        await UntilAsync("select count(*) = 0 from app.mail_outbox where status = 'pending'");
        await Task.WhenAll(first.StopAsync(), second.StopAsync());

        var slots = await database.ScalarAsync<long>("select count(distinct slot) from report_deliveries");
        var mails = await smtp.MailsAsync();
        Assert.Equal(slots * 2, mails.Count);
        Assert.Equal(mails.Count, mails.Select(mail => mail.Headers["Message-ID"]).Distinct().Count());
        Assert.All(mails, mail =>
        {
            Assert.Equal(["application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], mail.Attachments.Select(file => file.Type).Order());
            Assert.Equal("%PDF"u8.ToArray(), mail.Attachments.Single(file => file.Type == "application/pdf").Content[..4]);
        });
        Assert.Equal("succeeded", await database.ScalarAsync<string>("select last_status from report_schedules"));
    }

    [Fact]
    public async Task A_cron_that_cannot_be_read_says_so_on_its_own_row_and_stops_no_other()
    {
        var bad = await InsertAsync("every monday", ["finance"]);
        await InsertAsync("0/3 * * * * ?", ["finance"]);
        using var node = Node();
        await node.StartAsync();

        await UntilAsync("select count(*) >= 1 from report_deliveries where status = 'sent'");
        await node.StopAsync();

        Assert.Contains("cron is not understood", await database.ScalarAsync<string>("select last_error from report_schedules where id = $1", bad), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slot_that_every_node_slept_through_is_made_up_for_once()
    {
        // Next due an hour ago, as a stopped machine would find it.
        var id = await InsertAsync("0 0 7 ? * MON", ["finance"]);
        using (var node = Node())
        {
            await node.StartAsync();
            await UntilAsync("select count(*) = 1 from jobs.qrtz_triggers where trigger_group = 'report_schedules'");
            await node.StopAsync();
        }

        await database.ExecuteAsync("update report_schedules set next_run_at = now() - interval '1 hour' where id = $1", id);
        await database.ExecuteAsync("update jobs.qrtz_triggers set next_fire_time = $1", TimeProvider.System.GetUtcNow().AddHours(-1).UtcTicks);
        using (var node = Node())
        {
            await node.StartAsync();
            await UntilAsync("select count(*) = 1 from report_deliveries where status = 'sent'");
            await node.StopAsync();
        }

        Assert.True(await database.ScalarAsync<bool>("select slot < now() - interval '50 minutes' from report_deliveries"));
        Assert.True(await database.ScalarAsync<bool>("select next_run_at > now() from report_schedules"));
    }

    [Fact]
    public async Task Keys_rotate_when_they_are_due_and_the_audit_log_is_sealed_by_themselves()
    {
        await database.RunAsync(Caller.Anonymous, services => services.GetRequiredService<UseCases>().SendAsync(new PrepareInstance("admin@exemple.fr"), CancellationToken.None));
        await database.ExecuteAsync("update auth.signing_keys set created_at = now() - interval '91 days', activated_at = now() - interval '91 days' where purpose = 'session' and status = 'current'");
        var before = await database.ScalarAsync<string>("select kid from auth.signing_keys where purpose = 'session' and status = 'current'");
        using var node = Node();
        await node.StartAsync();

        // Each at its time, and here at once.
        await UntilAsync("select count(*) = 2 from jobs.qrtz_triggers where trigger_name in ('key_rotation', 'audit_seal') and next_fire_time is not null");
        var scheduler = await node.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        foreach (var job in (string[])["key_rotation", "audit_seal"]) await scheduler.TriggerJob(new JobKey(job, "standing"));
        await UntilAsync($"select status = 'previous' from auth.signing_keys where kid = '{before}'");
        await UntilAsync("select count(*) > 0 from app.audit_seals");
        await node.StopAsync();
    }

    private IHost Node()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(database.Settings).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = smtp.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail:StartTls"] = "false",
            ["Mail:From"] = "peppi@example.cm",
            ["Scheduling:PollSeconds"] = "2",
            ["Scheduling:CheckinSeconds"] = "1",

            // The demo gives cause enough for alerts; here the mails of reports are counted.
            ["Alerts:Watching"] = "false",
        });
        builder.Services.AddPeppiApplication();
        builder.Services.AddPeppiInfrastructure(builder.Configuration);
        builder.Services.AddPeppiBackgroundWork(builder.Configuration);
        return builder.Build();
    }

    private async Task<int> InsertAsync(string cron, string[] roles)
    {
        var id = await database.ScalarAsync<int>("""
            insert into report_schedules (name, report_type, cron, time_zone, formats, owner_id)
            values ('Point', 'project_status', $1, 'Africa/Douala', '{pdf,xlsx}', $2) returning id
            """, cron, TestDemo.IdOf("admin"));
        foreach (var role in roles) await database.ExecuteAsync("insert into report_schedule_recipients (schedule_id, user_id) values ($1, $2)", id, TestDemo.IdOf(role));
        await database.ExecuteAsync("update report_schedules set name = name where id = $1", id);
        return id;
    }

    private async Task UntilAsync(string condition)
    {
        for (var attempt = 0; attempt < 2400; attempt++)
        {
            if (await database.ScalarAsync<bool>(condition)) return;
            await Task.Delay(100);
        }

        var state = await database.ScalarAsync<string>("select coalesce(json_agg(d)::text, 'none') || (select coalesce(json_agg(s)::text, '') from report_schedules s) || (select coalesce(json_agg(json_build_object('s', m.status, 'e', m.last_error))::text, '') from app.mail_outbox m) from report_deliveries d");
        Assert.Fail($"This did not come true: {condition}\n{state}");
    }
}
