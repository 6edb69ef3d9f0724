using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;
using Peppi.Domain.Alerts;

namespace Peppi.Infrastructure.Alerts;

internal static class AlertInfrastructure
{
    /// <summary>Adds the outbox, and the alerts over it.</summary>
    public static void AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertsOptions>().Bind(configuration.GetSection("Alerts"))
            .Validate(options => string.IsNullOrEmpty(options.ChannelUrl) || Uri.TryCreate(options.ChannelUrl, UriKind.Absolute, out _), "Alerts:ChannelUrl is an address.")
            .Validate(options => AlertPriorities.All.Contains(options.ChannelFrom), "Alerts:ChannelFrom is info, warning, high or critical.")
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _), "Alerts:TimeZone is an IANA time zone.")
            .ValidateOnStart();
        services.AddScoped<INoticeBook, PgNoticeBook>();
        services.AddSingleton<IAlertChannel, SlackChannel>();
        services.AddScoped<IChangeFeed, PgChangeFeed>();
        services.AddScoped<IAlertBook, PgAlertBook>();
    }
}
