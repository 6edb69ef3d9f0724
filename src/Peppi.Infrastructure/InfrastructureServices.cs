using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Infrastructure.Accounts;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure;

/// <summary>The only public type of Infrastructure: what the two Program.cs call.</summary>
public static class InfrastructureServices
{
    /// <summary>Adds everything with a driver: database, tokens' seal, reports, mail, schedules.</summary>
    public static IServiceCollection AddPeppiInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddPostgres(configuration);
        services.AddAccountsInfrastructure();
        return services;
    }
}
