using Npgsql;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Infrastructure.Postgres;
using static Peppi.Infrastructure.Tests.Postgres.RightsWorld;
using static Peppi.Testing.RightsScene;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>A caller who manages to run SQL of his own finds nothing to become.</summary>
public sealed class EscalationTests(RightsWorld world) : IClassFixture<RightsWorld>
{
    [Theory]
    [InlineData("service_role")]
    [InlineData("peppi_owner")]
    [InlineData("peppi_auth")]
    [InlineData("peppi_jobs")]
    [InlineData("peppi_super")]
    public async Task A_client_cannot_become_another_role(string role)
    {
        foreach (var sql in new[] { $"select set_config('role', '{role}', true)", $"set local role {role}" })
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await world.TryAsAsync(RoleNames.Admin, connection => OutcomeAsync(connection, sql)));
        }
    }

    [Theory]
    [InlineData("security invoker", "42501")]
    [InlineData("security definer", "42501")]
    public async Task Not_even_a_database_function_lets_a_client_become_another_role(string security, string expected)
    {
        var name = "climb_" + security[9..];
        await world.Database.ExecuteAsync($"""
            create or replace function public.{name}() returns bigint language plpgsql {security} as $$
            begin
              perform set_config('role', 'service_role', true);
              return (select count(*) from public.finances);
            end $$;
            grant execute on function public.{name}() to authenticated;
            """);

        Assert.Equal(expected, await world.TryAsAsync(RoleNames.FieldTeam, connection => OutcomeAsync(connection, $"select public.{name}()")));
    }

    [Theory]
    [InlineData("create table public.mine (id int)")]
    [InlineData("create temporary table mine (id int)")]
    [InlineData("create schema mine")]
    [InlineData("create function public.mine() returns int language sql return 1")]
    [InlineData("select count(*) from auth.users")]
    [InlineData("select count(*) from app.outbox")]
    [InlineData("select count(*) from app.mail_outbox")]
    [InlineData("select count(*) from jobs.qrtz_triggers")]
    [InlineData("insert into app.audit_log (action, subject) values ('x', 'y')")]
    [InlineData("alter table public.projects disable row level security")]
    [InlineData("truncate public.alerts")]
    public async Task Even_an_admin_reaches_nothing_beside_the_exposed_tables(string sql)
    {
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, await world.TryAsAsync(RoleNames.Admin, connection => OutcomeAsync(connection, sql)));
    }

    [Fact]
    public async Task By_itself_a_serving_login_that_switches_roles_may_do_nothing()
    {
        foreach (var login in new[] { DatabaseLogins.Api, DatabaseLogins.Service })
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
                await world.TryAsync(login, login, Caller.Anonymous, connection => OutcomeAsync(connection, "select count(*) from projects")));
        }
    }

    [Theory]
    [InlineData("update finances set amount = 0")]
    [InlineData("delete from users")]
    [InlineData("select count(*) from auth.users")]
    [InlineData("update role_permissions set scope = 'all'")]
    public async Task Background_work_reaches_only_what_it_needs(string sql)
    {
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            await world.TryAsync(DatabaseLogins.Jobs, DatabaseLogins.Jobs, Caller.Jobs, connection => OutcomeAsync(connection, sql)));
    }

    [Fact]
    public async Task The_people_directory_holds_those_who_share_a_project_and_only_their_names()
    {
        Assert.Equal("8", await world.TryAsAsync(RoleNames.FieldTeam, connection => OutcomeAsync(connection, "select count(*) from people")));
        Assert.Equal("0", await world.TryAsAsync(RoleNames.FieldTeam, connection => OutcomeAsync(connection, $"select count(*) from people where id = '{Stranger}'")));
        Assert.Equal("9", await world.TryAsAsync(RoleNames.GeneralManagement, connection => OutcomeAsync(connection, "select count(*) from people")));
        Assert.Equal("0", await world.TryAsAsync(Deactivated, connection => OutcomeAsync(connection, "select count(*) from people")));
        Assert.Equal("0", await world.TryAsync(DatabaseLogins.Api, "anon", Caller.Anonymous, connection => OutcomeAsync(connection, "select count(*) from people")));
    }
}
