using Npgsql;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Infrastructure.Postgres;
using Peppi.Testing;
using static Peppi.Infrastructure.Tests.Postgres.RightsWorld;
using static Peppi.Testing.RightsScene;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>The permission matrix against PostgreSQL itself: each person, each table, each action, on an own row and on another's.</summary>
public sealed class RowLevelSecurityTests(RightsWorld world) : IClassFixture<RightsWorld>
{
    public static TheoryData<string, string> PeopleAndTables()
    {
        var data = new TheoryData<string, string>();
        foreach (var person in Everyone)
        {
            foreach (var table in ExposedTables.All) data.Add(person, table.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PeopleAndTables))]
    public async Task A_person_can_do_with_a_row_what_the_matrix_says_and_nothing_else(string person, string tableName)
    {
        var table = ExposedTables.Find(tableName)!;
        List<string> surprises = [];
        foreach (var action in PermissionActions.All)
        {
            foreach (var own in new[] { true, false })
            {
                if (Statement(table, action, own, person) is not { } sql) continue;
                var expected = Allows(person, table, action, own) ? "1" : action == PermissionActions.Insert ? PostgresErrorCodes.InsufficientPrivilege : "0";
                var outcome = await world.TryAsAsync(person, connection => OutcomeAsync(connection, sql));
                if (outcome != expected) surprises.Add($"{sql} gave {outcome} instead of {expected}");
            }
        }

        Assert.True(surprises.Count == 0, string.Join(Environment.NewLine, surprises));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Nobody_signed_in_sees_no_row_and_may_not_write(string tableName)
    {
        var table = ExposedTables.Find(tableName)!;
        foreach (var action in PermissionActions.All)
        {
            var sql = Statement(table, action, own: false, Nobody)!;
            var outcome = await world.TryAsync(DatabaseLogins.Api, "anon", Caller.Anonymous, connection => OutcomeAsync(connection, sql));
            Assert.Equal(action == PermissionActions.Select ? "0" : PostgresErrorCodes.InsufficientPrivilege, outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task The_service_key_reaches_every_row(string tableName)
    {
        var table = ExposedTables.Find(tableName)!;
        foreach (var action in PermissionActions.All)
        {
            var sql = Statement(table, action, own: false, Nobody)!;
            Assert.Equal("1", await world.TryAsync(DatabaseLogins.Service, "service_role", Caller.Service, connection => OutcomeAsync(connection, sql)));
        }
    }

    [Fact]
    public async Task A_row_cannot_be_moved_into_a_project_of_others()
    {
        var outcome = await world.TryAsAsync(RoleNames.ProjectManager, connection =>
            OutcomeAsync(connection, $"update supply_orders set project_id = {OtherProject} where id = {OwnProject}"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, outcome);
    }

    [Fact]
    public async Task A_row_of_a_row_belongs_to_its_parents_project_whatever_the_client_says()
    {
        var outcome = await world.TryAsAsync(RoleNames.ProjectManager, connection => OutcomeAsync(connection,
            $"insert into inventory_movements (item_id, project_id, movement_type, quantity) values ({OtherProject}, {OwnProject}, 'issue', -1)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, outcome);
    }

    [Fact]
    public async Task A_report_without_an_owner_becomes_the_callers()
    {
        var owner = await world.TryAsAsync(RoleNames.Finance, async connection =>
        {
            await using var command = new NpgsqlCommand("insert into reports (report_type) values ('finance') returning owner_id", connection);
            return (Guid)(await command.ExecuteScalarAsync())!;
        });
        Assert.Equal(IdOf(RoleNames.Finance), owner);
    }

    [Fact]
    public async Task A_changed_role_or_matrix_holds_from_the_next_statement_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync($"""
            insert into users (id, email, role_id) select '{Stranger}', 'a@example.org', id from roles where name = 'finance';
            insert into projects (name) values ('P');
            """);
        await using var connection = new NpgsqlConnection(database.ConnectionStringOf(DatabaseLogins.Api));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var preamble = new NpgsqlCommand(CallerPreamble.Sql, connection))
        {
            CallerPreamble.AddParameters(preamble.Parameters, "authenticated", Caller.OnBehalfOf(Stranger, null));
            await preamble.ExecuteNonQueryAsync();
        }

        Assert.Equal("1", await OutcomeAsync(connection, "select count(*) from projects"));
        await database.ExecuteAsync("delete from role_permissions using roles where roles.id = role_id and name = 'finance' and resource = 'projects'");
        Assert.Equal("0", await OutcomeAsync(connection, "select count(*) from projects"));
        await database.ExecuteAsync("update users set role_id = (select id from roles where name = 'commercial')");
        Assert.Equal("1", await OutcomeAsync(connection, "select count(*) from projects"));
        await database.ExecuteAsync("update users set active = false");
        Assert.Equal("0", await OutcomeAsync(connection, "select count(*) from projects"));
    }

    public static TheoryData<string> Tables() => [.. ExposedTables.All.Select(table => table.Name)];

    /// <summary>The statement that tries an action on the person's own row or on another's; null where there can be no such row.</summary>
    private static string? Statement(ExposedTable table, string action, bool own, string person)
    {
        if (Attempt(person, table, action, own) is not { } attempt) return null;
        var key = string.Join(" and ", attempt.Key.Select(column => $"{column.Key} = '{column.Value}'"));
        return action switch
        {
            PermissionActions.Select => $"select count(*) from {table.Name} where {key}",
            PermissionActions.Update => $"update {table.Name} set {string.Join(", ", attempt.Values.Select(column => $"{column.Key} = '{column.Value}'"))} where {key}",
            PermissionActions.Delete => $"delete from {table.Name} where {key}",
            _ => $"insert into {table.Name} ({string.Join(", ", attempt.Values.Keys)}) values ({string.Join(", ", attempt.Values.Values.Select(value => $"'{value}'"))})",
        };
    }
}
