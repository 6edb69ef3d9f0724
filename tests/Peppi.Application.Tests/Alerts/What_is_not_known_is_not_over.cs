using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;

namespace Peppi.Application.Tests.Alerts;

public sealed class What_is_not_known_is_not_over
{
    [Fact]
    public async Task Money_in_a_currency_without_a_rate_resolves_nothing_and_raises_nothing()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            update projects set currency = 'XAF' where id = 1;
            insert into finances (id, project_id, type, amount, currency, category, record_date) values
              (1, 1, 'budget', 1000, 'XAF', 'land', '2026-01-01'), (2, 1, 'expense', 850, 'XAF', 'land', '2026-02-01');
            insert into project_progress (id, project_id, percent_complete, recorded_on) values (1, 1, 45, '2026-11-01')
            """);
        await scene.SettleAsync();
        const string Raised = "budget_consumed:1:land:XAF:warning warning, cost_overrun:1 high";
        Assert.Equal(Raised, await scene.OpenAsync());

        await scene.Database.ExecuteAsync("insert into finances (id, project_id, type, amount, currency, category, record_date) values (3, 1, 'expense', 10, 'ZAR', 'land', '2026-02-01')");
        await scene.SettleAsync();
        await scene.LaterAsync(TimeSpan.FromDays(2));
        Assert.Equal(Raised, await scene.OpenAsync());
    }

    [Fact]
    public async Task An_urgent_message_that_nobody_has_seen_stays_told_however_old_it_gets()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("insert into chantier_messages (id, project_id, sender, message_text, is_urgent, received_at) values (1, 1, 'Paul', 'Accident', true, '2026-11-23 08:00Z'), (2, 1, 'Paul', 'Fuite', true, '2026-11-23 08:00Z')");
        await scene.SettleAsync();
        await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'acknowledged' where dedup_key = 'urgent_message:2'");
        await scene.LaterAsync(TimeSpan.FromDays(60));
        Assert.Equal("urgent_message:1 critical", await scene.OpenAsync());
    }

    [Fact]
    public async Task A_rule_that_is_off_raises_nothing_whoever_finds_its_cause()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("update alert_rules set enabled = false where code = 'urgent_message'");
        await scene.Database.RunAsync(Caller.Jobs, async services =>
        {
            await services.GetRequiredService<IAlertBook>().RaiseAsync(new AlertNews("urgent_message:7", 1, AlertRuleKinds.UrgentMessage, AlertPriorities.Critical, "Paul : Accident", "Paul: Accident"), default);
            return true;
        });
        Assert.Equal("", await scene.OpenAsync());
    }

    [Fact]
    public async Task What_was_put_off_is_handed_up_when_it_was_open_for_long_enough_and_not_at_once()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            update alert_rules set escalate_after_hours = 4, escalate_to_role = 'general_management' where code = 'low_stock';
            insert into inventory_items (id, project_id, quantity_on_hand, reorder_point) values (1, 1, 0, 10)
            """);
        await scene.SettleAsync();
        await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'snoozed', snoozed_until = '2026-11-24 09:00Z' where project_id = 1");
        await scene.LaterAsync(TimeSpan.FromHours(24));
        Assert.Equal(0L, await EscalatedAsync(scene));
        await scene.LaterAsync(TimeSpan.FromHours(3));
        Assert.Equal(0L, await EscalatedAsync(scene));
        await scene.LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(1L, await EscalatedAsync(scene));
    }

    [Fact]
    public async Task A_projects_own_level_leaves_the_rest_of_the_rule_as_it_was()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            update alert_rules set notify_roles = '{finance}', resolve_after_hours = 24, parameters = '{"warning": 70}' where code = 'budget_consumed';
            insert into alert_rules (code, project_id, parameters) values ('budget_consumed', 1, '{"high": 90}')
            """);
        Assert.Equal("{finance} 24 70 90", await scene.Database.ScalarAsync<string>(
            "select concat_ws(' ', notify_roles, resolve_after_hours, parameters ->> 'warning', parameters ->> 'high') from alert_rules where project_id = 1"));
    }

    private static Task<long> EscalatedAsync(AlertScene scene) => scene.Database.ScalarAsync<long>("select count(*) from alerts where escalated_at is not null");
}
