using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
    public static void AddDataApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataApiOptions>()
            .Bind(configuration.GetSection(DataApiOptions.Section))
            .Validate(o => o.MaxRows > 0 && o.EmbeddingDepth > 0 && o.LogicDepth > 0 && o.Parameters > 0 && o.QueryLength > 0, "Every limit of the section DataApi must be above zero.")
            .ValidateOnStart();
        services.TryAddSingleton(p => new DataApiSettings
        {
            Aggregates = true,
            MaxRows = p.GetRequiredService<IOptions<DataApiOptions>>().Value.MaxRows,
            Limits = p.GetRequiredService<IOptions<DataApiOptions>>().Value.ToLimits(),
            ExtraSearchPath = [],
            PublicAddress = p.GetRequiredService<IOptions<PublicUrlOptions>>().Value.Api.TrimEnd('/') + "/rest/v1",
            OpenApiSecurity = true,
            ServedBeside = [.. p.GetServices<FunctionFact>()],
        });
        services.AddSingleton(p => new PgCatalogSource(
            p.GetRequiredService<PeppiDataSources>().Jobs, p.GetRequiredService<DataApiSettings>(), p.GetRequiredService<ILogger<PgCatalogSource>>()));
        services.AddSingleton<ICatalogSource>(p => p.GetRequiredService<PgCatalogSource>());
        services.AddSingleton<IStatementExecutor>(p =>
        {
            var pools = p.GetRequiredService<PeppiDataSources>();
            return new PgStatementExecutor(role => pools.For(role switch
            {
                "authenticated" => DatabaseRole.Authenticated,
                "service_role" => DatabaseRole.Service,
                _ => DatabaseRole.Anon,
            }));
        });
        services.AddSingleton(p => new DataApiPipeline(
            p.GetRequiredService<ICatalogSource>(),
            p.GetRequiredService<IStatementExecutor>(),
            p.GetRequiredService<DataApiSettings>(),
            p.GetService<IWriteRules>(),
            p.GetService<IRowScopes>()));
        services.AddHostedService(p => new PgCatalogFollower(
            p.GetRequiredService<PgCatalogSource>(),
            new PgCatalogListener(p.GetRequiredService<PeppiDataSources>().Jobs, p.GetRequiredService<TimeProvider>(), Channel, p.GetRequiredService<ILogger<PgCatalogListener>>())));
    }
}

/// <summary>Follows the catalog once somebody has asked for it: a process that never serves the data API need not.</summary>
internal sealed class PgCatalogFollower(PgCatalogSource catalog, PgCatalogListener listener) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await catalog.Asked.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await listener.RunAsync(catalog.ReloadAsync, _ => Task.CompletedTask, stoppingToken);
    }
}
