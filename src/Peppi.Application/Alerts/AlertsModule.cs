using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes.Contracts;

namespace Peppi.Application.Alerts;

/// <summary>What the use cases of this module share.</summary>
internal static class AlertsModule
{
    public static void AddAlertsModule(this IServiceCollection services)
    {
        services.AddScoped<AlertEngine>();
        services.AddScoped<RuleRounds>();
        services.AddScoped<SilenceCalendar>();
        services.AddSingleton<RuleRests>();
        services.AddScoped<IChangeListener, RuleListener>();
        services.AddScoped<IChangeListener, NoticeListener>();
        services.AddScoped<AlertAnnouncements>();
        services.AddScoped<DirectTelling>();
        services.AddScoped<IChangeListener>(provider => provider.GetRequiredService<AlertAnnouncements>());
        foreach (var rule in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsAbstract: false } && typeof(IAlertRule).IsAssignableFrom(type)))
        {
            services.AddScoped(typeof(IAlertRule), rule);
        }
    }
}
