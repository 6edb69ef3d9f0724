using Microsoft.Extensions.DependencyInjection;
using Peppi.Infrastructure.Postgres;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>Peppi refuses to serve a database that would show more than the matrix allows.</summary>
public sealed class StartupChecksTests
{
    [Fact]
    public async Task A_migrated_database_is_served()
    {
        await using var database = await TestDatabase.CreateAsync();
        var outcome = await database.Services.GetRequiredService<StartupChecks>().RunAsync(CancellationToken.None);
        Assert.True(outcome.Succeeded, outcome.Error?.Details);
    }

    [Theory]
    [InlineData("alter table projects disable row level security", "Table public.projects has no row-level security.")]
    [InlineData("create table leads (id int); alter table leads enable row level security", "Table public.leads belongs to no resource of the permission matrix.")]
    [InlineData("create view totals as select count(*) from finances", "View public.totals reads with its owner's rights: it is not security_invoker.")]
    [InlineData("create materialized view totals as select count(*) from finances", "Materialized view public.totals cannot have row-level security; keep it in another schema.")]
    [InlineData("create function totals() returns bigint language sql security definer return 1", "Function public.totals runs with its owner's rights (security definer) and is not on the list of those that may.")]
    [InlineData("grant create on schema public to authenticated", "Role authenticated has more than it should: it may create objects.")]
    [InlineData("grant create on schema app to public", "it may create objects.")]
    public async Task A_hole_in_the_database_stops_it(string hole, string said)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(hole);
        await AssertRefusedAsync(database, said);
    }

    [Theory]
    [InlineData("grant temporary on database {0} to peppi_api", "Role peppi_api has more than it should: it may create temporary tables.")]
    [InlineData("alter table {1} owner to peppi_jobs", "Role peppi_jobs has more than it should: it owns objects of this database.")]
    public async Task A_login_with_too_much_stops_it(string hole, string said)
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("create table app.odd (id int)");
        var server = await TestPostgres.Shared;
        await server.RunAsSuperAsync(hole.Replace("{0}", database.Name, StringComparison.Ordinal).Replace("{1}", "app.odd", StringComparison.Ordinal), database.Name);
        await AssertRefusedAsync(database, said);
    }

    // Roles belong to the whole server, which other tests share: these holes are torn in a transaction that is taken back, and looked
    // at from inside of it.
    [Theory]
    [InlineData("alter role peppi_api superuser", "Role peppi_api has more than it should: superuser")]
    [InlineData("alter role peppi_auth bypassrls", "Role peppi_auth has more than it should: bypassrls.")]
    [InlineData("alter role authenticated createrole", "Role authenticated has more than it should: createrole.")]
    [InlineData("grant service_role to peppi_api", "Role peppi_api may become service_role.")]
    [InlineData("grant peppi_auth to authenticated", "Role authenticated may become peppi_auth.")]
    [InlineData("grant pg_read_all_data to service_role", "Role peppi_service may become pg_read_all_data.")]
    [InlineData("alter role peppi_api inherit", "Role peppi_api uses what it may become without becoming it: it must be NOINHERIT.")]
    public async Task A_role_with_too_much_stops_it(string hole, string said)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new Npgsql.NpgsqlConnection(database.SuperConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var tear = new Npgsql.NpgsqlCommand(hole, connection)) await tear.ExecuteNonQueryAsync();
        Assert.Contains(said, string.Join(' ', await StartupChecks.FaultsAsync(connection, CancellationToken.None)));
    }

    private static async Task AssertRefusedAsync(TestDatabase database, string said)
    {
        var outcome = await database.Services.GetRequiredService<StartupChecks>().RunAsync(CancellationToken.None);
        Assert.Contains(said, outcome.Error?.Details);
    }
}
