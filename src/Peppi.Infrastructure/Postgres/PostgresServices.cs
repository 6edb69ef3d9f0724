using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Postgres;

internal static class PostgresServices
{
    /// <summary>Adds the pools, both contexts over them, the migrator and the checks at start.</summary>
    public static void AddPostgres(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => InstanceSettings.Load(configuration));
        services.AddSingleton<PeppiDataSources>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<StartupChecks>();

        // A connection, not the pool, is what the options carry: a pool would make EF Core build its model once for each.
        services.AddDbContext<PeppiDbContext>((provider, options) =>
        {
            var caller = provider.GetRequiredService<CallerContext>();
            var role = caller.Current.Role;
            options.UseNpgsql(provider.GetRequiredService<PeppiDataSources>().For(role).CreateConnection(), contextOwnsConnection: true)
                .AddInterceptors(new CallerTransactions(caller, role));
        });
        services.AddDbContext<AccountsDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<PeppiDataSources>().Auth.CreateConnection(), contextOwnsConnection: true)
                .AddInterceptors(new CallerTransactions(provider.GetRequiredService<CallerContext>(), madeFor: null, DatabaseLogins.Auth)));
    }
}
