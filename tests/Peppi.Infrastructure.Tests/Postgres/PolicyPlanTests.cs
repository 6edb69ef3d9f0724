using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>What policies cost: their questions are asked once a statement, never once a row.</summary>
public sealed class PolicyPlanTests(PolicyPlanTests.Demo demo) : IClassFixture<PolicyPlanTests.Demo>
{
    public static TheoryData<string> Tables() => [.. ExposedTables.All.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_policy_asks_once_a_statement(string table)
    {
        foreach (var sql in new[] { $"select * from {table}", $"update {table} set updated_at = updated_at", $"delete from {table}" })
        {
            var plan = await PlanAsync(RoleNames.ProjectManager, sql);
            Assert.Contains("InitPlan", plan);
            Assert.DoesNotContain("SubPlan", plan);
            Assert.DoesNotContain("Filter: (app.", plan);
        }
    }

    [Fact]
    public async Task One_row_by_its_key_comes_from_the_index_under_a_policy()
    {
        await demo.Database.ExecuteAsync("insert into projects (name) select 'P' || n from generate_series(1, 5000) n; analyze projects");
        Assert.Contains("Index Scan using pk_projects", await PlanAsync(RoleNames.ProjectManager, "select * from projects where id = 7"));
    }

    [Fact]
    public async Task A_projects_rows_come_from_the_index_where_the_statement_names_the_project()
    {
        await demo.Database.ExecuteAsync("""
            insert into finances (project_id, type, amount, currency) select n % 12 + 1, 'expense', n, 'XAF' from generate_series(1, 60000) n;
            analyze finances;
            """);
        Assert.Contains("ix_finances_project_id", await PlanAsync(RoleNames.ProjectManager, "select * from finances where project_id = any('{1}'::int[])"));
    }

    private Task<string> PlanAsync(string role, string sql) => demo.Database.RunAsync(Caller.OnBehalfOf(TestDemo.IdOf(role), null), async services =>
    {
        var db = services.GetRequiredService<PeppiDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await using var explain = new NpgsqlCommand("explain (costs off) " + sql, (NpgsqlConnection)db.Database.GetDbConnection());
        await using var reader = await explain.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    });

    /// <summary>One copy of the demo for all plans.</summary>
    public sealed class Demo : IAsyncLifetime
    {
        public TestDatabase Database { get; private set; } = null!;

        public async Task InitializeAsync() => Database = await TestDatabase.CreateAsync(demo: true);

        public async Task DisposeAsync() => await Database.DisposeAsync();
    }
}
