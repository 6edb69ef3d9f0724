using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Changes;
using Peppi.Application.Shared;
using Peppi.Application.Webhooks;
using Peppi.Application.Webhooks.Contracts;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Webhooks;

public sealed class Events_reach_their_targets
{
    private static readonly DateTimeOffset Then = new(2026, 3, 4, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_arrives_is_signed_as_anybody_can_compute_and_says_keys_alone()
    {
        await using var target = new LocalTarget("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        await using var scene = await WebhookScene.CreateAsync(realTransport: true);
        var (id, first) = await scene.AddAsync(target.Url, "payments.*");
        var second = (await scene.SendAsync(WebhookScene.Admin, new RotateWebhookSecret(id))).Value!;
        await scene.QueueAsync(
            new WebhookNews("change_7", "payments.insert", Then) { Table = "payments", Kind = "insert", Key = """{"id": 12}""", ProjectId = 3 },
            new WebhookNews("change_8", "finances.insert", Then));
        Assert.True((await scene.SendAsync(Caller.Jobs, new SendDueEvents(id))).Value);

        var (head, body) = Assert.Single(target.Got);
        Assert.Equal("""{"id":"change_7","type":"payments.insert","at":"2026-03-04T05:00:00.0000000Z","table":"payments","kind":"insert","key":{"id":12},"project_id":3}""", body);
        var headers = head.Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        Assert.Equal(("change_7", "payments.insert"), (headers["Peppi-Event-Id"], headers["Peppi-Event-Type"]));

        string Expected(string secret)
        {
            using var hmac = new HMACSHA256(Encoding.ASCII.GetBytes(secret));
            return Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{scene.Clock.Now.ToUnixTimeSeconds()}.{body}"))).ToLowerInvariant();
        }

        Assert.Equal($"t={scene.Clock.Now.ToUnixTimeSeconds()},v1={Expected(second)},v1={Expected(first)}", headers["Peppi-Signature"]);

        // A day later the first one signs nothing any more.
        scene.Clock.Now += TimeSpan.FromHours(25);
        await scene.SendAsync(WebhookScene.Admin, new PingWebhook(id));
        await scene.SendAsync(Caller.Jobs, new SendDueEvents(id));
        Assert.Equal(2, target.Got.Count);
        Assert.Single(target.Got.Last().Head.Split("v1=").Skip(1));
    }

    [Fact]
    public async Task A_failing_target_is_tried_for_a_day_then_put_aside_and_can_be_replayed()
    {
        await using var scene = await WebhookScene.CreateAsync();
        scene.Targets.Answer = _ => Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(500, "oops"));
        var (id, _) = await scene.AddAsync("https://down.example/hook");
        await scene.QueueAsync(new WebhookNews("change_1", "units.update", Then));
        var began = scene.Clock.Now;
        List<TimeSpan> tries = [];
        while ((await scene.EventAsync("change_1")) is { Status: "pending" } waiting)
        {
            scene.Clock.Now = waiting.NextAttemptAt > scene.Clock.Now ? waiting.NextAttemptAt : scene.Clock.Now;
            tries.Add(scene.Clock.Now - began);
            await scene.SendAsync(Caller.Jobs, new SendDueEvents(id));
        }

        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40), TimeSpan.FromHours(24)), (tries[0], tries[1], tries[2], tries[^1]));
        var dead = await scene.EventAsync("change_1");
        Assert.Equal(("dead", 500, "The target answered 500.", "oops", tries.Count), (dead.Status, dead.LastStatus, dead.LastError, dead.Excerpt, dead.Attempts));
        Assert.Single((await scene.SendAsync(WebhookScene.Admin, new ListWebhooks())).Value!.DeadLetters);
        Assert.True(scene.Targets.Got.All(got => got.Headers[0].Value == "change_1"));

        scene.Targets.Answer = _ => Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(204, ""));
        Assert.Equal(1, (await scene.SendAsync(WebhookScene.Admin, new ReplayWebhook(id))).Value);
        await scene.SendAsync(Caller.Jobs, new SendDueEvents(id));
        Assert.Equal("sent", (await scene.EventAsync("change_1")).Status);
        Assert.Null((await scene.SendAsync(WebhookScene.Admin, new ListWebhooks())).Value!.Targets.Single().LastError);

        scene.Clock.Now += TimeSpan.FromDays(31);
        Assert.Equal(1, (await scene.SendAsync(Caller.Jobs, new ForgetSentEvents())).Value);
    }

    [Fact]
    public async Task What_waited_for_a_day_for_a_target_that_is_down_is_given_up_without_trying_each_and_the_log_holds_no_secret()
    {
        await using var scene = await WebhookScene.CreateAsync();
        scene.Targets.Answer = _ => Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(503, ""));
        var (id, _) = await scene.AddAsync("https://hooks.slack.example/T000/topsecret?t=1");
        await scene.QueueAsync([.. Enumerable.Range(0, 1500).Select(n => new WebhookNews($"change_{n}", "units.update", Then))]);

        // Peppi itself was away for longer than a day: its first failures after that say nothing about the target.
        scene.Clock.Now += TimeSpan.FromHours(25);
        for (var look = 0; look < 5; look++)
        {
            Assert.False((await scene.SendAsync(Caller.Jobs, new SendDueEvents(id))).Value);
            scene.Clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal((15, 0), (scene.Targets.Got.Count, await scene.AsJobsAsync((_, db) => db.OutgoingEvents.CountAsync(row => row.Status == "dead"))));
        scene.Clock.Now += TimeSpan.FromHours(24);
        Assert.False((await scene.SendAsync(Caller.Jobs, new SendDueEvents(id))).Value);
        Assert.Equal(18, scene.Targets.Got.Count);

        // Those that were tried just now have their day.
        Assert.Equal(1497, await scene.AsJobsAsync((_, db) => db.OutgoingEvents.CountAsync(row => row.Status == "dead")));
        var view = (await scene.SendAsync(WebhookScene.Admin, new ShowWebhookTarget(id, "dead"))).Value!;
        Assert.Equal((1497, 50), (view.Target.Dead, view.Events.Count));
        Assert.Equal("not_found", (await scene.SendAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Finance), null), new ShowWebhookTarget(id))).Error?.Code);

        var log = await scene.AuditAsync();
        Assert.Contains("https://hooks.slack.example/…", log, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", log, StringComparison.Ordinal);
        Assert.DoesNotContain("T000", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_was_off_for_days_has_its_day_from_when_it_is_switched_on()
    {
        await using var scene = await WebhookScene.CreateAsync();
        scene.Targets.Answer = _ => Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(503, ""));
        var (id, _) = await scene.AddAsync("https://down.example/hook");
        await scene.QueueAsync([.. Enumerable.Range(0, 5).Select(n => new WebhookNews($"change_{n}", "units.update", Then))]);
        await scene.SendAsync(WebhookScene.Admin, new SwitchWebhook(id, false));
        scene.Clock.Now += TimeSpan.FromHours(60);
        await scene.SendAsync(WebhookScene.Admin, new SwitchWebhook(id, true));
        await scene.SendAsync(Caller.Jobs, new SendDueEvents(id));
        Assert.Equal(0, await scene.AsJobsAsync((_, db) => db.OutgoingEvents.CountAsync(row => row.Status == "dead")));
    }

    [Fact]
    public async Task A_slow_target_holds_nobody_and_a_node_that_dies_while_it_sends_loses_nothing()
    {
        await using var scene = await WebhookScene.CreateAsync();
        var slow = new TaskCompletionSource<Result<WebhookAnswer>>(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Targets.Answer = address => address.Host == "slow.example" ? slow.Task : Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(200, ""));
        var (slowId, _) = await scene.AddAsync("https://slow.example/");
        var (fastId, _) = await scene.AddAsync("https://fast.example/");
        Assert.Equal(4, await scene.QueueAsync(new WebhookNews("a", "units.insert", Then), new WebhookNews("b", "units.insert", Then)));
        Assert.Equal(2, (await scene.SendAsync(Caller.Jobs, new ListDueTargets())).Value!.Count);

        var stuck = scene.SendAsync(Caller.Jobs, new SendDueEvents(slowId));
        Assert.True((await scene.SendAsync(Caller.Jobs, new SendDueEvents(fastId))).Value);
        Assert.Equal(2, scene.Targets.Got.Count(got => got.Address.Host == "fast.example"));

        // The slow one's node is gone for good: after its lease another takes the event over, under the same id, and what the first
        // would note in the end counts no more.
        while (!scene.Targets.Got.Any(got => got.Address.Host == "slow.example")) await Task.Yield();
        scene.Clock.Now += TimeSpan.FromMinutes(3);
        scene.Targets.Answer = _ => Task.FromResult<Result<WebhookAnswer>>(new WebhookAnswer(200, ""));
        Assert.True((await scene.SendAsync(Caller.Jobs, new SendDueEvents(slowId))).Value);
        slow.SetResult(WebhookErrors.NoAnswer("late."));
        await stuck;
        Assert.Equal(["a", "a", "b"], scene.Targets.Got.Where(got => got.Address.Host == "slow.example").Select(got => got.Headers[0].Value).Order());
        Assert.Equal(4, await scene.AsJobsAsync((_, db) => db.OutgoingEvents.CountAsync(row => row.Status == "sent")));
    }

    [Fact]
    public async Task An_event_is_made_once_however_often_its_making_is_interrupted()
    {
        await using var scene = await WebhookScene.CreateAsync();
        await scene.AddAsync("https://one.example/");
        var news = new WebhookNews("change_5", "units.insert", Then);

        // Killed before its transaction is over: nothing is there. Told again, and once more by a retry: one.
        await scene.AsJobsAsync((scope, _) => scope.GetRequiredService<IOutgoingWebhooks>().QueueAsync([news], CancellationToken.None), commit: false);
        Assert.Equal(1, await scene.QueueAsync(news, news));
        Assert.Equal(0, await scene.QueueAsync(news));
        Assert.Equal(1, await scene.AsJobsAsync((_, db) => db.OutgoingEvents.CountAsync()));
    }

    [Fact]
    public async Task A_change_of_a_row_becomes_an_event_with_the_outbox_and_not_before()
    {
        await using var scene = await WebhookScene.CreateAsync();
        var (id, _) = await scene.AddAsync("https://one.example/", "units.*");
        var seller = Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Commercial), null);
        await scene.RunAsync(seller, async db =>
        {
            db.Units.Add(new() { ProjectId = 1, Reference = "W-1" });
            db.CommercialActivities.Add(new() { ProjectId = 1 });
            await db.SaveChangesAsync();
            return true;
        });
        Assert.True((await scene.SendAsync(Caller.Jobs, new TellChanges())).Succeeded);
        Assert.True((await scene.SendAsync(Caller.Jobs, new TellChanges())).Succeeded);
        Assert.True((await scene.SendAsync(Caller.Jobs, new SendDueEvents(id))).Value);
        var body = JsonNode.Parse(Assert.Single(scene.Targets.Got).Body)!;
        Assert.Equal(("units.insert", 1), ((string?)body["type"], (int)body["project_id"]!));
    }

    [Fact]
    public async Task No_private_address_is_called()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var services = database.MakeServices(_ => { });
        string[] inner =
        [
            "http://127.0.0.1:6800/",
            "http://localhost/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://169.254.169.254/latest/meta-data",
            "http://10.1.2.3/",
            "http://192.168.1.1/",
        ];
        foreach (var url in inner)
        {
            var outcome = await services.GetRequiredService<IWebhookTransport>().PostAsync(new Uri(url), "{}", [], CancellationToken.None);
            Assert.Equal((url, "webhook_refused"), (url, outcome.Error?.Code));
        }
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_long_answer_not_kept()
    {
        await using var target = new LocalTarget("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n" + new string('x', 5000));
        await using var scene = await WebhookScene.CreateAsync(realTransport: true);
        var answer = (await scene.Services.GetRequiredService<IWebhookTransport>().PostAsync(new Uri(target.Url), "{}", [], CancellationToken.None)).Value!;
        Assert.Equal((302, 500), (answer.Status, answer.Excerpt.Length));
        Assert.Single(target.Got);
    }

    [Fact]
    public async Task Slack_gets_a_sentence_in_which_nobody_can_ring_everybody()
    {
        await using var scene = await WebhookScene.CreateAsync();
        var (id, _) = await scene.AddAsync("https://hooks.slack.example/x", "alert.*", "slack");
        await scene.QueueAsync(new WebhookNews("alert_1", "alert.raised", Then) { Text = "Budget <!channel> dépassé", Priority = "high", Link = "https://admin.example/alerts/1" }, new WebhookNews("c", "alerts.insert", Then));
        await scene.SendAsync(Caller.Jobs, new SendDueEvents(id));
        Assert.Equal("*high* Budget &lt;!channel&gt; dépassé <https://admin.example/alerts/1>", (string?)JsonNode.Parse(Assert.Single(scene.Targets.Got).Body)!["text"]);
    }

    [Fact]
    public async Task Only_who_may_change_roles_sets_up_targets_and_an_address_holds_no_password()
    {
        await using var scene = await WebhookScene.CreateAsync();
        var add = new AddWebhook("A", "https://a.example/", "peppi", ["*"]);
        foreach (var role in RoleNames.All.Except([RoleNames.Admin]))
        {
            var caller = Caller.OnBehalfOf(TestDemo.IdOf(role), null);
            Assert.Equal("42501", (await scene.SendAsync(caller, add)).Error?.Code);
            Assert.Equal("42501", (await scene.SendAsync(caller, new ListWebhooks())).Error?.Code);
        }

        foreach (var wrong in new[] { add with { Url = "https://me:secret@a.example/" }, add with { Url = "file:///etc/passwd" }, add with { Events = ["Payments"] }, add with { Events = [] }, add with { Format = "xml" } })
        {
            Assert.Equal("validation_failed", (await scene.SendAsync(WebhookScene.Admin, wrong)).Error?.Code);
        }
    }
}
