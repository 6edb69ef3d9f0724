using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Peppi.DataApi;
using Peppi.Infrastructure.Accounts;
using Peppi.Infrastructure.Alerts;
using Peppi.Infrastructure.Chantier;
using Peppi.Infrastructure.DataApi;
using Peppi.Infrastructure.Instance;
using Peppi.Infrastructure.Mail;
using Peppi.Infrastructure.Postgres;
using Peppi.Infrastructure.Reports;
using Peppi.Infrastructure.Scheduling;
using Peppi.Infrastructure.Storage;
using Peppi.Infrastructure.Webhooks;

namespace Peppi.Infrastructure;

/// <summary>The only public type of Infrastructure: what the two Program.cs call.</summary>
public static class InfrastructureServices
{
    /// <summary>Adds everything with a driver: database, tokens' seal, reports, mail, schedules.</summary>
    public static IServiceCollection AddPeppiInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddTrustedProxies(configuration);
        services.AddInstance(configuration);
        services.AddPostgres(configuration);
        services.AddAccountsInfrastructure();
        services.AddStorage(configuration);
        services.AddReports(configuration);
        services.AddMail(configuration);
        services.AddAlerts(configuration);
        services.AddWebhooks(configuration);
        services.AddChantier();
        services.AddDataApi(configuration);
        return services;
    }

    /// <summary>Adds what works in the background: schedules, deliveries, mail. One process of a machine does, the API's.</summary>
    public static IServiceCollection AddPeppiBackgroundWork(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScheduling(configuration);
        return services;
    }

    /// <summary>Adds the ear for ended sessions, which lets the API remember the living ones instead of asking at each request.</summary>
    public static IServiceCollection AddPeppiSessionNews(this IServiceCollection services)
    {
        services.AddAccountNews();
        return services;
    }

    /// <summary>The sentence for whoever set a program up so that it could not start; null where the fault is of another kind.</summary>
    public static string? StartFault(Exception exception) => StartFaults.Explain(exception);

    /// <summary>Runs a verb of the command line, such as <c>migrate</c>; null when there is none and the program is to serve.</summary>
    public static Task<int?> RunCommandAsync(string[] arguments) => InstanceCommands.RunAsync(arguments);

    /// <summary>The data API engine alone over one database: nothing else of Peppi.</summary>
    public static IStandaloneEngine OpenStandaloneDataApi(StandaloneDatabase database, ILoggerFactory log) => new StandaloneEngine(database, log, TimeProvider.System);
}
