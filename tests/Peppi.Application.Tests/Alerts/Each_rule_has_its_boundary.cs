using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts;

namespace Peppi.Application.Tests.Alerts;

/// <summary>Each rule by example, on both sides of its levels. The day is Monday, 23 November 2026.</summary>
public sealed class Each_rule_has_its_boundary
{
    [Fact]
    public async Task Orders_stock_invoices_dates_messages_reservations()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            insert into supply_orders (id, project_id, status, promised_date, is_critical, quantity, received_quantity) values
              (1, 1, 'confirmed', '2026-11-27', false, 5, 0), (2, 1, 'confirmed', '2026-11-26', false, 5, 0), (3, 1, 'confirmed', '2026-11-23', false, 5, 0),
              (4, 1, 'confirmed', '2026-11-22', false, 5, 1), (5, 1, 'ordered', '2026-11-22', true, 5, 0),
              (6, 1, 'delivered', '2026-11-01', false, 5, 5), (7, 1, 'draft', '2026-11-01', false, 5, 0), (8, 1, 'confirmed', '2026-11-01', false, 5, 5);
            insert into inventory_items (id, project_id, quantity_on_hand, reorder_point) values (1, 1, 11, 10), (2, 1, 10, 10), (3, 1, 0, 10), (4, 1, 1, null), (5, 1, 0, null);
            insert into finances (id, project_id, type, amount, currency, due_date, status, paid_date, paid_amount) values
              (1, 1, 'invoice', 100, 'XAF', '2026-11-23', 'approved', null, null), (2, 1, 'invoice', 100, 'XAF', '2026-11-22', 'approved', null, 40),
              (3, 1, 'invoice', 100, 'XAF', '2026-10-25', null, null, null), (4, 1, 'invoice', 100, 'XAF', '2026-10-24', 'approved', null, null),
              (5, 1, 'invoice', 100, 'XAF', '2026-09-24', 'approved', null, null), (6, 1, 'invoice', 100, 'XAF', '2026-09-24', 'paid', '2026-10-01', 100),
              (7, 1, 'invoice', 100, 'XAF', '2026-09-24', 'partially_paid', null, 100), (8, 1, 'expense', 100, 'XAF', '2026-09-24', null, null, null);
            update projects set end_date = '2027-01-01', forecast_end_date = '2027-01-08' where id = 1;
            update projects set end_date = '2027-01-01', forecast_end_date = '2027-01-09' where id = 2;
            insert into project_milestones (id, project_id, name, baseline_date, forecast_date, actual_date) values
              (1, 1, 'Dalle', '2026-12-01', '2026-12-31', null), (2, 1, 'Toiture', '2026-12-01', '2027-01-01', null), (3, 1, 'Fondations', '2026-06-01', '2026-09-01', '2026-09-01');
            insert into chantier_messages (id, project_id, is_urgent, received_at, message_text) values
              (1, 1, true, '2026-11-16 09:00Z', 'Fuite'), (2, 1, true, '2026-11-16 08:59Z', 'Vieux'), (3, 1, false, '2026-11-23 08:00Z', 'Rien');
            insert into strategie_kpis (id, project_id, kpi_name, target_value, current_value) values (1, 1, 'Ventes', 100, 70), (2, 1, 'Sécurité', 100, 96), (3, 1, 'Cadence', 100, 70), (4, 1, 'Neuf', 100, 70);

            -- Writing a KPI notes its value for the month by itself.
            insert into strategie_kpi_values (kpi_id, period_start, value) values (1, '2026-09-01', 94), (1, '2026-10-01', 80), (2, '2026-09-01', 50), (2, '2026-10-01', 50),
              (3, '2026-10-01', 95);
            """);
        await scene.AsJobsAsync(new SweepAlerts());

        Assert.Equal(string.Join(", ",
            "invoice_overdue:2 warning", "invoice_overdue:3 warning", "invoice_overdue:4 high", "invoice_overdue:5 critical",
            "kpi_below_target:1 high",
            "late_delivery:2 info", "late_delivery:3 info", "late_delivery:4 high", "late_delivery:5 critical",
            "low_stock:2 high", "low_stock:3 critical", "low_stock:5 critical",
            "schedule_slipped:2 warning", "schedule_slipped:milestone:1 warning", "schedule_slipped:milestone:2 high",
            "urgent_message:1 critical"), await scene.OpenAsync());

        // Everything put right: everything ends.
        await scene.Database.ExecuteAsync("""
            update supply_orders set received_date = '2026-11-23'; update inventory_items set quantity_on_hand = 50; update finances set status = 'paid';
            update projects set forecast_end_date = end_date; update project_milestones set baseline_date = forecast_date; delete from chantier_messages; update strategie_kpis set current_value = 100
            """);
        await scene.AsJobsAsync(new SweepAlerts());
        Assert.Equal("", await scene.OpenAsync());
    }

    [Fact]
    public async Task An_order_of_next_month_beyond_a_budget_that_warns_stays_told_until_there_is_a_budget_for_it()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            update projects set currency = 'XAF' where id = 1;
            insert into finances (project_id, type, amount, currency, category, record_date) values (1, 'budget', 1000, 'XAF', 'land', '2026-01-01');
            insert into budget_lines (project_id, policy) values (1, 'warn');
            insert into supply_orders (project_id, status, category, quantity, unit_price, currency, order_date) values (1, 'ordered', 'land', 1, 1500, 'XAF', '2026-12-20')
            """);
        await scene.SettleAsync();
        Assert.Contains("budget_exceeded:1:* high", await scene.OpenAsync(), StringComparison.Ordinal);

        // A budget of next year counts, here as where the order is placed.
        await scene.Database.ExecuteAsync("insert into finances (project_id, type, amount, currency, category, record_date) values (1, 'budget', 600, 'XAF', 'land', '2027-01-01')");
        await scene.SettleAsync();
        Assert.DoesNotContain("budget_exceeded", await scene.OpenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_line_is_told_of_level_by_level_and_a_swing_about_a_level_once()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            insert into finances (id, project_id, type, amount, currency, category, record_date) values
              (1, 1, 'budget', 1000, 'XAF', 'land', '2026-01-01'), (2, 1, 'expense', 799.99, 'XAF', 'land', '2026-02-01')
            """);
        await scene.SettleAsync();
        Assert.Equal("", await scene.OpenAsync());

        await SpendAsync(800);
        Assert.Equal("budget_consumed:1:land:XAF:warning warning", await scene.OpenAsync());
        await SpendAsync(950);
        Assert.Equal("budget_consumed:1:land:XAF:high high, budget_consumed:1:land:XAF:warning warning", await scene.OpenAsync());

        // Below the level, and above it again within the day: it was never resolved, and nobody is told twice.
        await SpendAsync(949);
        await SpendAsync(951);
        Assert.Equal(2L, await scene.Database.ScalarAsync<long>("select count(*) from alert_events"));
        await SpendAsync(1000);
        Assert.Contains("budget_consumed:1:land:XAF:critical critical", await scene.OpenAsync(), StringComparison.Ordinal);

        await SpendAsync(100);
        await scene.LaterAsync(TimeSpan.FromHours(23));
        Assert.NotEqual("", await scene.OpenAsync());
        await scene.LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal("", await scene.OpenAsync());

        async Task SpendAsync(decimal amount)
        {
            await scene.Database.ExecuteAsync("update finances set amount = $1 where id = 2", amount);
            await scene.SettleAsync();
        }
    }

    [Fact]
    public async Task A_cost_index_below_its_level_is_told_of_until_it_is_above_the_dead_band()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            insert into finances (id, project_id, type, amount, currency, category, record_date) values
              (1, 1, 'budget', 1000, 'XAF', 'land', '2026-01-01'), (2, 1, 'expense', 500, 'XAF', 'land', '2026-02-01');
            insert into project_progress (id, project_id, percent_complete, recorded_on) values (1, 1, 45, '2026-11-01')
            """);
        await scene.SettleAsync();
        Assert.Equal("", await scene.OpenAsync());
        await ProgressAsync(44.9m);
        Assert.Equal("cost_overrun:1 high", await scene.OpenAsync());
        await ProgressAsync(47.4m);
        Assert.Equal("cost_overrun:1 high", await scene.OpenAsync());
        await ProgressAsync(47.5m);
        Assert.Equal("", await scene.OpenAsync());

        async Task ProgressAsync(decimal percent)
        {
            await scene.Database.ExecuteAsync("update project_progress set percent_complete = $1", percent);
            await scene.SettleAsync();
        }
    }

    [Fact]
    public async Task Silent_sites_lapsing_reservations_and_slow_sales()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            update projects set phase = 'works', start_date = '2026-01-01';
            insert into chantier_messages (project_id, received_at) values (1, '2026-11-20 08:00Z'), (2, '2026-11-19 08:00Z');
            alter table units disable trigger user;
            insert into units (id, project_id, reference, status, listed_on, sold_on) select n, 1, 'A-' || n, case when n <= 1 then 'sold' else 'available' end, '2026-01-01'::date, case when n <= 1 then '2026-09-10'::date end from generate_series(1, 10) n;
            insert into units (id, project_id, reference, status, listed_on, sold_on) select 100 + n, 2, 'B-' || n, case when n <= 2 then 'sold' else 'available' end, '2026-01-01'::date, case when n <= 2 then '2026-09-10'::date end from generate_series(1, 10) n;
            insert into reservations (id, unit_id, project_id, client_name, status, reserved_on, converted_on) select 1000 + unit.id, unit.id, unit.project_id, 'Mme Ndam', 'sold', '2026-09-01', unit.sold_on from units unit where unit.sold_on is not null;
            insert into reservations (id, unit_id, project_id, client_name, expires_at) values (1, 5, 1, 'Mme Ewane', '2026-11-25 09:00Z'), (2, 6, 1, 'M. Fotso', '2026-11-25 09:01Z');
            insert into payments (id, reservation_id, project_id, amount, currency, due_on) values (1, 2, 1, 100, 'XAF', '2026-11-22'), (2, 2, 1, 100, 'XAF', '2026-11-23');
            """);
        await scene.AsJobsAsync(new SweepAlerts());

        // Friday's message leaves the worked Saturday silent; Thursday's, Friday and Saturday.
        Assert.Equal("reservation_expiring:1 warning, reservation_expiring:payment:1 warning, site_silent:2 warning, slow_sales:1 high", await scene.OpenAsync());
    }

    [Fact]
    public async Task A_project_may_have_levels_of_its_own_and_a_rule_that_is_off_is_silent()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("""
            insert into alert_rules (code, project_id, parameters) values ('late_delivery', 1, '{"due_in_days": 10}');
            insert into alert_rules (code, project_id, enabled) values ('low_stock', 2, false);
            insert into supply_orders (id, project_id, status, promised_date) values (1, 1, 'confirmed', '2026-12-03'), (2, 1, 'confirmed', '2026-12-04'), (3, 2, 'confirmed', '2026-12-03');
            insert into inventory_items (id, project_id, quantity_on_hand) values (1, 1, 0), (2, 2, 0)
            """);
        await scene.SettleAsync();
        Assert.Equal("late_delivery:1 info, low_stock:1 critical", await scene.OpenAsync());

        // Switched off, what it raised is over at once.
        await scene.Database.ExecuteAsync("update alert_rules set enabled = false where code = 'low_stock'");
        await scene.SettleAsync();
        Assert.Equal("late_delivery:1 info", await scene.OpenAsync());
    }

    [Fact]
    public async Task An_urgent_message_that_somebody_acknowledged_is_over_and_not_raised_again()
    {
        await using var scene = await AlertScene.CreateAsync();
        await scene.Database.ExecuteAsync("insert into chantier_messages (id, project_id, is_urgent, received_at, message_text) values (1, 1, true, '2026-11-23 08:00Z', 'Fuite')");
        await scene.SettleAsync();
        await scene.AsPersonAsync(AlertScene.Manager, "update alerts set status = 'acknowledged'");
        await scene.LaterAsync(TimeSpan.FromMinutes(10));
        await scene.LaterAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("resolved", await scene.Database.ScalarAsync<string>("select string_agg(status, ' ') from alerts"));
    }

    [Fact]
    public async Task Peppi_tells_its_admin_of_mail_that_does_not_leave_and_of_backups_that_stopped()
    {
        var folder = Directory.CreateTempSubdirectory("peppi-backups");
        try
        {
            await using var scene = await AlertScene.CreateAsync(services => services.Configure<BackupsOptions>(options => options.Folder = folder.FullName));
            await scene.Database.ExecuteAsync("""
                update alert_rules set enabled = true where code = 'mail_stuck';
                insert into app.mail_outbox (to_address, subject, text, created_at, next_attempt_at) values ('a@exemple.cm', 'S', 'T', '2026-11-23 08:29Z', '2026-11-23 08:29Z')
                """);
            await scene.AsJobsAsync(new SweepAlerts());
            Assert.Equal("backup_old:never critical, mail_stuck:queue critical", await scene.OpenAsync());

            await scene.Database.ExecuteAsync("update app.mail_outbox set next_attempt_at = '2026-11-23 08:31Z'");
            var file = Path.Combine(folder.CreateSubdirectory("base").FullName, "peppi.dump");
            await File.WriteAllTextAsync(file, "x");
            File.SetLastWriteTimeUtc(file, scene.Clock.Now.UtcDateTime.AddHours(-26).AddSeconds(-1));
            await scene.AsJobsAsync(new SweepAlerts());
            Assert.Equal("backup_old:old critical", await scene.OpenAsync());
            File.SetLastWriteTimeUtc(file, scene.Clock.Now.UtcDateTime.AddHours(-26));
            await scene.AsJobsAsync(new SweepAlerts());
            Assert.Equal("", await scene.OpenAsync());
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
