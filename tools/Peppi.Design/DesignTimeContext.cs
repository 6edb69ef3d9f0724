using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Peppi.Application.Persistence;

namespace Peppi.Design;

/// <summary>Gives <c>dotnet ef</c> the context whose model the migrations follow. It never connects.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<PeppiDbContext>
{
    /// <inheritdoc/>
    public PeppiDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PeppiDbContext>()
            .UseNpgsql("Host=nowhere", npgsql => npgsql.MigrationsAssembly("Peppi.Infrastructure").MigrationsHistoryTable("ef_migrations", "app"))
            .Options);

    private static void Main()
    {
    }
}
