using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>Laws that hold whichever way a row is changed.</summary>
public sealed class GuardTests : IAsyncLifetime
{
    private Task PromoteAsync(string role) =>
        database.ExecuteAsync($"update users set role_id = (select id from roles where name = 'admin') where id = '{TestDemo.IdOf(role)}'");

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(demo: true);

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task A_manager_cannot_give_his_project_away_and_management_can()
    {
        var sql = $"update projects set manager_id = '{TestDemo.IdOf(RoleNames.Admin)}' where id = 1";
        Assert.Equal("42501", await TryAsync(RoleNames.ProjectManager, sql));
        Assert.Equal("1", await TryAsync(RoleNames.ProjectManager, "update projects set name = 'X' where id = 1"));
        Assert.Equal("1", await TryAsync(RoleNames.GeneralManagement, sql));
    }

    [Fact]
    public async Task What_is_not_a_number_is_no_amount()
    {
        Assert.Equal("23514", await TryAsync(RoleNames.Finance, "update finances set amount = 'NaN' where id = 1"));
        Assert.Equal("23514", await TryAsync(RoleNames.Admin, "insert into supply_orders (project_id, unit_price) values (1, 'NaN')"));
    }

    [Fact]
    public async Task Who_may_only_create_people_cannot_make_an_admin()
    {
        await GiveAsync(RoleNames.FieldTeam, "users", "insert", "all");
        const string person = "insert into users (id, email, role_id) values (gen_random_uuid(), 'new@example.org', ";
        Assert.Equal("42501", await TryAsync(RoleNames.FieldTeam, person + "(select min(id) from roles))"));
        Assert.Equal("1", await TryAsync(RoleNames.FieldTeam, person + "null)"));
    }

    [Fact]
    public async Task A_right_to_change_ones_own_role_is_not_a_right_to_everything()
    {
        foreach (var action in PermissionActions.All.Except([PermissionActions.Select])) await GiveAsync(RoleNames.FieldTeam, "roles", action, "own");
        const string mine = "(select role_id from users where id = auth.uid())";
        Assert.Equal("42501", await TryAsync(RoleNames.FieldTeam, $"insert into role_permissions (role_id, resource, action, scope) values ({mine}, 'finance', 'select', 'all')"));
        Assert.Equal("42501", await TryAsync(RoleNames.FieldTeam, $"update role_permissions set scope = 'all' where role_id = {mine}"));
    }

    [Fact]
    public async Task A_client_cannot_point_a_report_at_a_file_or_forge_the_ledger_of_deliveries()
    {
        var other = await database.ScalarAsync<int>($"select id from report_schedules where owner_id <> '{TestDemo.IdOf(RoleNames.ProjectManager)}' limit 1");
        Assert.Equal("42501", await TryAsync(RoleNames.ProjectManager, "insert into reports (report_type, file_path) values ('finance', 'reports/portfolio/x.pdf')"));
        Assert.Equal("1", await TryAsync(RoleNames.ProjectManager, "insert into reports (report_type) values ('finance')"));
        Assert.Equal("42501", await TryAsync(RoleNames.ProjectManager,
            $"insert into report_deliveries (schedule_id, slot, recipient_id, status) values ({other}, now(), auth.uid(), 'sent')"));
        await database.ExecuteAsync($"insert into report_deliveries (schedule_id, slot, recipient_id, status) values ({other}, now(), '{TestDemo.IdOf(RoleNames.ProjectManager)}', 'sent')");
        Assert.Equal("42501", await TryAsync(RoleNames.ProjectManager, "update report_deliveries set status = 'pending' where recipient_id = auth.uid()"));
    }

    [Fact]
    public async Task Nobody_gives_himself_a_role_even_where_the_matrix_lets_him_edit_himself()
    {
        await database.ExecuteAsync("insert into role_permissions (role_id, resource, action, scope) select id, 'users', 'update', 'own' from roles where name = 'field_team'");
        var me = TestDemo.IdOf(RoleNames.FieldTeam);
        Assert.Equal("1", await TryAsync(RoleNames.FieldTeam, $"update users set display_name = 'Moi' where id = '{me}'"));
        Assert.Equal("42501", await TryAsync(RoleNames.FieldTeam, $"update users set role_id = role_id - 1 where id = '{me}'"));
        Assert.Equal("42501", await TryAsync(RoleNames.FieldTeam, $"update users set active = false where id = '{me}'"));
        Assert.Equal("42501", await TryAsync(RoleNames.FieldTeam, $"update users set email = 'x@example.org' where id = '{me}'"));
    }

    [Fact]
    public async Task An_address_follows_the_account_in_whatever_order_both_change()
    {
        var id = TestDemo.IdOf(RoleNames.Commercial);
        Assert.Equal("42501", await TryAsync(RoleNames.Admin, $"update users set email = 'x@example.org' where id = '{id}'"));
        await database.RunAsync(Caller.Anonymous, async services =>
        {
            var accounts = services.GetRequiredService<AccountsDbContext>();
            await using var transaction = await accounts.Database.BeginTransactionAsync();
            (await accounts.People.SingleAsync(person => person.Id == id)).Email = "new@example.org";
            await accounts.SaveChangesAsync();
            (await accounts.Users.SingleAsync(account => account.Id == id)).Email = "new@example.org";
            await accounts.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        });
        Assert.Equal("new@example.org", await database.ScalarAsync<string>($"select email from users where id = '{id}'"));
    }

    [Theory]
    [InlineData("update users set role_id = (select id from roles where name = 'finance') where id = '{0}'")]
    [InlineData("update users set active = false where id = '{0}'")]
    [InlineData("delete from users where id = '{0}'")]
    public async Task The_last_active_admin_stays(string sql)
    {
        var statement = sql.Replace("{0}", TestDemo.IdOf(RoleNames.Admin).ToString(), StringComparison.Ordinal);
        Assert.Equal("P0001", await TryAsync(RoleNames.Admin, statement));

        // A profile that nobody can sign in with is no admin who is left.
        await database.ExecuteAsync("insert into users (email, role_id) select 'second@example.org', id from roles where name = 'admin'");
        Assert.Equal("P0001", await TryAsync(RoleNames.Admin, statement));
        await PromoteAsync(RoleNames.Finance);
        Assert.Equal("1", await TryAsync(RoleNames.Admin, statement));
    }

    [Fact]
    public async Task Of_two_admins_who_demote_each_other_at_once_one_stays()
    {
        await PromoteAsync(RoleNames.Finance);
        var outcomes = await Task.WhenAll(
            CommitAsync(TestDemo.IdOf(RoleNames.Admin), TestDemo.IdOf(RoleNames.Finance)),
            CommitAsync(TestDemo.IdOf(RoleNames.Finance), TestDemo.IdOf(RoleNames.Admin)));
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from users join roles on roles.id = role_id where roles.name = 'admin' and active"));
        Assert.Contains("1", outcomes);

        async Task<string> CommitAsync(Guid caller, Guid victim)
        {
            try
            {
                return await database.RunAsync(Caller.OnBehalfOf(caller, null), async services =>
                {
                    var db = services.GetRequiredService<PeppiDbContext>();
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    var changed = await db.Database.ExecuteSqlAsync($"update users set active = false where id = {victim}");
                    await transaction.CommitAsync();
                    return $"{changed}";
                });
            }
            catch (PostgresException refusal)
            {
                return refusal.SqlState;
            }
        }
    }

    [Fact]
    public async Task Deactivating_a_person_bars_the_account_and_ends_its_sessions()
    {
        var id = TestDemo.IdOf(RoleNames.Commercial);
        await database.ExecuteAsync($"insert into auth.sessions (id, account_id, surface, aal, created_at, refreshed_at) values (gen_random_uuid(), '{id}', 'api', 'aal1', now(), now())");
        await database.ExecuteAsync($"update users set active = false where id = '{id}'");
        Assert.Equal("banned", await database.ScalarAsync<string>($"select end_reason from auth.sessions where account_id = '{id}'"));
        Assert.True(await database.ScalarAsync<bool>($"select banned_until = 'infinity' from auth.users where id = '{id}'"));

        await database.ExecuteAsync($"update users set active = true where id = '{id}'");
        Assert.True(await database.ScalarAsync<bool>($"select banned_until is null from auth.users where id = '{id}'"));

        // A ban that would end tomorrow does not let a deactivated person in then.
        await database.ExecuteAsync($"update auth.users set banned_until = now() + interval '1 day' where id = '{id}'");
        await database.ExecuteAsync($"update users set active = false where id = '{id}'");
        Assert.True(await database.ScalarAsync<bool>($"select banned_until = 'infinity' from auth.users where id = '{id}'"));
    }

    [Fact]
    public async Task Removing_a_person_removes_the_account()
    {
        var id = TestDemo.IdOf(RoleNames.Commercial);
        await database.ExecuteAsync($"delete from users where id = '{id}'");
        Assert.Equal(0L, await database.ScalarAsync<long>($"select count(*) from auth.users where id = '{id}'"));
    }

    [Theory]
    [InlineData("update roles set name = 'chef' where name = 'finance'")]
    [InlineData("delete from roles where name = 'finance'")]
    [InlineData("delete from role_permissions using roles where roles.id = role_id and roles.name = 'admin' and resource = 'users'")]
    [InlineData("update role_permissions set scope = 'own' from roles where roles.id = role_id and roles.name = 'admin' and resource = 'roles'")]
    public async Task What_admins_need_to_undo_a_mistake_cannot_be_taken_away(string sql) =>
        Assert.Equal("P0001", await TryAsync(RoleNames.Admin, sql));

    [Fact]
    public async Task A_change_says_who_made_it_and_what_changed()
    {
        await database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.GeneralManagement), null) with { IpAddress = "203.0.113.7", RequestId = "r-1" }, async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await db.Projects.SingleAsync(project => project.Id == 2)).Name = "Tours du fleuve";
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        });
        const string last = "from app.audit_log where id = (select max(id) from app.audit_log)";
        Assert.Equal("update projects 2 authenticated 203.0.113.7 r-1", await database.ScalarAsync<string>($"select concat_ws(' ', action, subject, subject_key, actor_role, ip_address, request_id) {last}"));
        Assert.Equal(TestDemo.IdOf(RoleNames.GeneralManagement), await database.ScalarAsync<Guid>($"select actor_id {last}"));
        Assert.Equal("""{"name": "Tours du Wouri"} {"name": "Tours du fleuve"}""", await database.ScalarAsync<string>($"select before::text || ' ' || after::text {last}"));
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("update app.audit_log set actor_id = null"));
        Assert.Equal("0", await TryAsync(RoleNames.GeneralManagement, "select count(*) from app.audit_log"));
        Assert.NotEqual("0", await TryAsync(RoleNames.Admin, "select count(*) from app.audit_log"));
    }

    [Fact]
    public async Task A_change_is_in_the_outbox_exactly_when_it_was_committed_and_wakes_the_worker()
    {
        await using var listener = new NpgsqlConnection(database.ConnectionStringOf("peppi_jobs"));
        await listener.OpenAsync();
        List<string> woken = [];
        listener.Notification += (_, notice) => woken.Add(notice.Payload);
        await using (var listen = new NpgsqlCommand("listen peppi_outbox", listener)) await listen.ExecuteNonQueryAsync();

        Assert.Equal("3", await TryAsync(RoleNames.Admin, "insert into alerts (project_id, message) values (1, 'a'), (2, 'b'), (null, 'c')"));
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from app.outbox"));

        await database.ExecuteAsync("insert into alerts (project_id, message) values (1, 'a'), (null, 'b')");
        await database.ExecuteAsync("update projects set name = name where id = 3");
        Assert.Equal("alerts insert 1|alerts insert |alert_events insert 1|alert_events insert |projects update 3",
            await database.ScalarAsync<string>("select string_agg(concat(table_name, ' ', kind, ' ', project_id), '|' order by id) from app.outbox"));
        while (woken.Count < 3) Assert.True(await listener.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(["alerts", "alert_events", "projects"], woken);
    }

    [Fact]
    public async Task Touching_a_row_moves_its_updated_at()
    {
        await database.ExecuteAsync("update finances set updated_at = '2020-01-01' where id = 1");
        Assert.True(await database.ScalarAsync<bool>("select updated_at > now() - interval '1 minute' from finances where id = 1"));
    }

    /// <summary>Tries a statement as the demo's person of a role, and takes it back.</summary>
    private Task<string> TryAsync(string role, string sql) => database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(role), null), async services =>
    {
        var db = services.GetRequiredService<PeppiDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        return await RightsWorld.OutcomeAsync((NpgsqlConnection)db.Database.GetDbConnection(), sql);
    });

    private Task GiveAsync(string role, string resource, string action, string scope) => database.ExecuteAsync(
        "insert into role_permissions (role_id, resource, action, scope) select id, $2, $3, $4 from roles where name = $1 on conflict (role_id, resource, action) do update set scope = $4",
        role, resource, action, scope);
}
