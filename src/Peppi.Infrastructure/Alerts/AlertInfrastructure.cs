using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;

namespace Peppi.Infrastructure.Alerts;

internal static class AlertInfrastructure
{
    /// <summary>Adds the outbox, and the alerts over it.</summary>
    public static void AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertsOptions>().Bind(configuration.GetSection("Alerts"))
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _), "Alerts:TimeZone is an IANA time zone.")
            .ValidateOnStart();
        services.AddOptions<ChangesOptions>().Bind(configuration.GetSection("Changes"))
            .Validate(options => options.ListenerSeconds is >= 1 and <= 300, "Changes:ListenerSeconds is between 1 and 300.")
            .ValidateOnStart();
        services.AddOptions<BackupsOptions>().Bind(configuration.GetSection("Backups"));
        services.AddScoped<IBackups, FolderBackups>();
        services.AddScoped<IRuleTurn, PgRuleTurn>();
        services.AddScoped<IAlertMarks, PgAlertMarks>();
        services.AddScoped<INoticeBook, PgNoticeBook>();
        services.AddScoped<IChangeFeed, PgChangeFeed>();
        services.AddScoped<IAlertBook, PgAlertBook>();
    }
}
