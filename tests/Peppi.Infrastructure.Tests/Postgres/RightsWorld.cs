using Npgsql;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Infrastructure.Postgres;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>
/// A small world for questions of rights: a person for each role, all members of the first project and strangers to the second, and in
/// every exposed table a row that is each person's own and one that is not.
/// </summary>
public sealed class RightsWorld : IAsyncLifetime
{
    /// <summary>A person without a role, and one whose role would allow everything and who is deactivated.</summary>
    public const string Nobody = "nobody";
    public const string Deactivated = "deactivated";

    public static readonly string[] Everyone = [.. RoleNames.All, Nobody, Deactivated];

    public const int OwnProject = 1;
    public const int OtherProject = 2;

    private readonly Dictionary<string, NpgsqlDataSource> pools = [];

    public TestDatabase Database { get; private set; } = null!;

    public static Guid IdOf(string person) => Guid.Parse($"00000000-0000-7000-8000-0000000000{Array.IndexOf(Everyone, person) + 10}");

    public static readonly Guid Stranger = Guid.Parse("00000000-0000-7000-8000-000000000099");

    public static int NumberOf(string person) => Array.IndexOf(Everyone, person) + 10;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        var people = string.Join(",", Everyone.Select(person =>
            $"('{IdOf(person)}', '{person}@example.org', (select id from roles where name = '{(person == Deactivated ? RoleNames.Admin : person)}'), {(person == Deactivated ? "false" : "true")})"));
        await Database.ExecuteAsync($"""
            insert into users (id, email, role_id, active) values {people}, ('{Stranger}', 'stranger@example.org', (select id from roles where name = 'admin'), true);
            insert into roles (id, name) values (900, 'spare'), (901, 'spare_to_delete');
            insert into role_permissions (role_id, resource, action, scope) values (900, 'chantier', 'select', 'all');
            insert into projects (id, name) values ({OwnProject}, 'Own'), ({OtherProject}, 'Other');
            insert into project_members (id, project_id, user_id) values (2, {OtherProject}, '{Stranger}');
            insert into project_members (id, project_id, user_id) select row_number() over () + 100, {OwnProject}, id from users where email <> 'stranger@example.org';
            """);

        // Rows that hang from no project: reports, schedules, deliveries, and a childless project for each person.
        foreach (var person in Everyone)
        {
            var (id, number) = (IdOf(person), NumberOf(person));
            await Database.ExecuteAsync($"""
                insert into projects (id, name) values ({number}, 'Childless');
                insert into project_members (id, project_id, user_id) values ({number + 1000}, {number}, '{id}');
                insert into reports (id, report_type, owner_id) values ({number}, 'finance', '{id}');
                insert into report_schedules (id, name, report_type, cron, owner_id) values ({number}, 'S', 'finance', '0 0 7 * * ?', '{id}');
                insert into report_schedule_recipients (id, schedule_id, user_id) values ({number}, {number}, '{Stranger}');
                insert into report_deliveries (id, slot, recipient_id) values ({number}, now(), '{id}');
                """);
        }

        foreach (var project in new[] { OwnProject, OtherProject })
        {
            await Database.ExecuteAsync($"""
                insert into strategie_kpis (id, project_id) values ({project}, {project});
                insert into strategie_kpi_values (id, kpi_id, period_start, value) values ({project}, {project}, '2026-01-01', 1);
                insert into strategie_action_plans (id, project_id, title) values ({project}, {project}, 'T');
                insert into supply_orders (id, project_id) values ({project}, {project});
                insert into inventory_items (id, project_id) values ({project}, {project});
                insert into inventory_movements (id, item_id, movement_type, quantity) values ({project}, {project}, 'issue', -1);
                insert into chantier_messages (id, project_id) values ({project}, {project});
                insert into finances (id, project_id, type, amount, currency) values ({project}, {project}, 'expense', 10, 'XAF');
                insert into commercial_activities (id, project_id) values ({project}, {project});
                insert into alerts (id, project_id) values ({project}, {project});
                """);
        }

        await Database.ExecuteAsync($"""
            insert into projects (id, name) values (99, 'Childless');
            insert into reports (id, report_type, owner_id) values (99, 'finance', '{Stranger}');
            insert into report_schedules (id, name, report_type, cron, owner_id) values (99, 'S', 'finance', '0 0 7 * * ?', '{Stranger}');
            insert into report_schedule_recipients (id, schedule_id, user_id) values (99, 99, '{Stranger}');
            insert into report_deliveries (id, slot, recipient_id) values (99, now(), '{Stranger}');
            do $$ declare t record; begin
              for t in select table_name from app.resource_tables where table_name not in ('users', 'role_permissions') loop
                perform setval(pg_get_serial_sequence('public.' || t.table_name, 'id'), 10000);
              end loop;
            end $$;
            """);
    }

    public async Task DisposeAsync()
    {
        foreach (var pool in pools.Values) await pool.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Runs work in a transaction of one of the logins that ends in a rollback.</summary>
    public async Task<T> TryAsync<T>(string login, string role, Caller caller, Func<NpgsqlConnection, Task<T>> work)
    {
        if (!pools.TryGetValue(login, out var pool))
        {
            pools[login] = pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionStringOf(login)) { Pooling = true, NoResetOnClose = true });
        }

        await using var connection = await pool.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var preamble = new NpgsqlCommand(CallerPreamble.Sql, connection))
        {
            CallerPreamble.AddParameters(preamble.Parameters, role, caller);
            await preamble.ExecuteNonQueryAsync();
        }

        var outcome = await work(connection);
        await transaction.RollbackAsync();
        return outcome;
    }

    /// <summary>The same as a signed-in person.</summary>
    public Task<T> TryAsAsync<T>(string person, Func<NpgsqlConnection, Task<T>> work) =>
        TryAsync(DatabaseLogins.Api, "authenticated", Caller.OnBehalfOf(IdOf(person), $"{person}@example.org"), work);

    /// <summary>How many rows a statement touched or counted, or the SQLSTATE that refused it.</summary>
    public static async Task<string> OutcomeAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            return sql.StartsWith("select", StringComparison.Ordinal)
                ? $"{await command.ExecuteScalarAsync()}"
                : $"{await command.ExecuteNonQueryAsync()}";
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState;
        }
    }
}
