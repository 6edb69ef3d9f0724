using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Peppi.Application.Shared;
using Peppi.DataApi;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Execute;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.DataApi;

internal static class DataApiServices
{
    private const string Channel = "pgrst";

    /// <summary>Adds the engine over Peppi's own pools: one for each role, and the jobs' login to read the catalog and wait for changes of it.</summary>
    public static void AddDataApi(this IServiceCollection services)
    {
        services.TryAddSingleton(p => new DataApiSettings
        {
            Aggregates = true,
            MaxRows = 10_000,
            ExtraSearchPath = [],
            PublicAddress = p.GetRequiredService<IOptions<PublicUrlOptions>>().Value.Api.TrimEnd('/') + "/rest/v1",
            OpenApiSecurity = true,
        });
        services.AddEngine(p => p.GetRequiredService<PeppiDataSources>().Jobs, p =>
        {
            var pools = p.GetRequiredService<PeppiDataSources>();
            return role => pools.For(role switch
            {
                "authenticated" => DatabaseRole.Authenticated,
                "service_role" => DatabaseRole.Service,
                _ => DatabaseRole.Anon,
            });
        });
    }

    /// <summary>Adds the engine alone, over one login that may become every role it serves.</summary>
    public static void AddStandaloneDataApi(this IServiceCollection services, StandaloneDatabase database, DataApiSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(_ => NpgsqlDataSource.Create(LibpqUri.ToConnectionString(database)));
        services.AddEngine(
            p => p.GetRequiredService<NpgsqlDataSource>(),
            p =>
            {
                var pool = p.GetRequiredService<NpgsqlDataSource>();
                return _ => pool;
            },
            database.Channel);
    }

    private static void AddEngine(
        this IServiceCollection services, Func<IServiceProvider, NpgsqlDataSource> owner, Func<IServiceProvider, Func<string, NpgsqlDataSource>> pools, string? channel = Channel)
    {
        services.AddSingleton(p => new PgCatalogSource(
            owner(p), p.GetRequiredService<DataApiSettings>(), p.GetRequiredService<ILogger<PgCatalogSource>>()));
        services.AddSingleton<ICatalogSource>(p => p.GetRequiredService<PgCatalogSource>());
        services.AddSingleton<IStatementExecutor>(p => new PgStatementExecutor(pools(p)));
        services.AddSingleton(p => new DataApiPipeline(
            p.GetRequiredService<ICatalogSource>(),
            p.GetRequiredService<IStatementExecutor>(),
            p.GetRequiredService<DataApiSettings>(),
            p.GetService<IWriteRules>(),
            p.GetService<IRowScopes>()));
        if (channel is null) return;
        services.AddSingleton<IHostedService>(p => new PgCatalogListener(
            owner(p), p.GetRequiredService<PgCatalogSource>(), p.GetRequiredService<TimeProvider>(), channel, p.GetRequiredService<ILogger<PgCatalogListener>>()));
    }
}
