using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

public sealed class DemoDataTests
{
    [Theory]
    [InlineData("projects", 12, 12)]
    [InlineData("users", 6, 20)]
    [InlineData("finances", 800, 5000)]
    [InlineData("supply_orders", 150, 1000)]
    [InlineData("inventory_items", 30, 300)]
    [InlineData("chantier_messages", 500, 5000)]
    [InlineData("strategie_kpis", 30, 200)]
    [InlineData("strategie_action_plans", 10, 60)]
    [InlineData("commercial_activities", 300, 5000)]
    [InlineData("alerts", 10, 120)]
    public async Task The_demo_is_of_a_realistic_size(string table, long least, long most)
    {
        await using var database = await TestDatabase.CreateAsync(demo: true);
        Assert.InRange(await database.ScalarAsync<long>($"select count(*) from {table}"), least, most);
    }
}
