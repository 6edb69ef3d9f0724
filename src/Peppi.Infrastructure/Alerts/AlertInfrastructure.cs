using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Changes;

namespace Peppi.Infrastructure.Alerts;

internal static class AlertInfrastructure
{
    /// <summary>Adds the outbox, and the alerts over it.</summary>
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddScoped<IChangeFeed, PgChangeFeed>();
        services.AddScoped<IAlertBook, PgAlertBook>();
    }
}
