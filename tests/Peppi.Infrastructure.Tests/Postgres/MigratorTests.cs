using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

public sealed class MigratorTests
{
    [Fact]
    public async Task Migrating_again_changes_nothing_and_keeps_what_an_admin_took_away()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("delete from role_permissions using roles where roles.id = role_id and name = 'finance' and resource = 'strategie'");
        var before = await database.ScalarAsync<long>("select count(*) from role_permissions");

        await database.MigrateAsync();

        Assert.Equal(PermissionMatrix.Defaults.Count - 1, before);
        Assert.Equal(before, await database.ScalarAsync<long>("select count(*) from role_permissions"));
    }

    [Fact]
    public async Task Several_nodes_may_migrate_at_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(database.MigrateAsync(), database.MigrateAsync(), database.MigrateAsync());
        Assert.Equal(6L, await database.ScalarAsync<long>("select count(*) from roles"));
    }

    [Fact]
    public async Task The_inserts_of_the_seed_still_work()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("""
            insert into users (email, role_id) select 'somebody@example.org', id from roles where name = 'finance';
            insert into projects (name, region, phase, status, manager_id, latitude, longitude, start_date, end_date)
              select 'Résidence', 'Littoral', 'works', 'active', id, 4.05, 9.7, '2025-01-01', '2026-01-01' from users;
            insert into strategie_kpis (project_id, kpi_name, target_value, current_value) select id, 'Avancement', 100, 40 from projects;
            insert into supply_orders (project_id, supplier, item, quantity, status, order_date, delivery_date)
              select id, 'Cimencam', 'Ciment', 200, 'ordered', '2025-03-01', '2025-04-01' from projects;
            insert into inventory_items (project_id, item_name, quantity_on_hand) select id, 'Ciment', 20 from projects;
            insert into chantier_messages (project_id, sender, message_text, media_url) select id, 'Paul', 'Bonjour', null from projects;
            insert into finances (project_id, type, amount, currency, record_date) select id, 'expense', 1250.5, 'XAF', '2025-02-01' from projects;
            insert into commercial_activities (project_id, activity_type, details, record_date) select id, 'reservation', '{"unit": "A1"}', '2025-02-01' from projects;
            insert into reports (project_id, report_type, file_url, scheduled_for) select id, 'finance', 'https://example.org/r.pdf', now() from projects;
            insert into alerts (project_id, alert_type, message) select id, 'late_delivery', 'Ciment en retard' from projects;
            """);
        Assert.Equal("warning", await database.ScalarAsync<string>("select priority from alerts"));
    }

    [Fact]
    public async Task A_context_reads_under_its_caller_and_not_at_all_outside_of_a_transaction()
    {
        await using var database = await TestDatabase.CreateAsync();
        var role = await database.RunAsync(Caller.Service, async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.Roles.CountAsync());
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.Equal(6, await db.Roles.CountAsync());
            return await db.Database.SqlQuery<string>($"select current_user::text as \"Value\"").SingleAsync();
        });
        Assert.Equal("service_role", role);
    }

    [Fact]
    public async Task A_context_made_for_one_caller_refuses_to_work_for_another()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.RunAsync(Caller.Service, async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            services.GetRequiredService<CallerContext>().Current = Caller.Anonymous;
            await using var transaction = await db.Database.BeginTransactionAsync();
            return true;
        }));
    }

    [Fact]
    public async Task A_change_of_a_single_row_is_saved_in_a_transaction_of_its_own()
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);
        await database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.ProjectManager), null), async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            db.Alerts.Add(new Alert { ProjectId = 1, AlertType = "test", Message = "Essai" });
            return await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        });
        var saved = await database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.FieldTeam), null), async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            db.Alerts.Add(new Alert { ProjectId = 1, AlertType = "test", Message = "Essai" });
            return await db.SaveChangesAsync();
        });
        Assert.Equal(1, saved);
    }
}
