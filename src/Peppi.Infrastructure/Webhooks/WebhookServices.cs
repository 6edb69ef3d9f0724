using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Webhooks;

namespace Peppi.Infrastructure.Webhooks;

internal static class WebhookServices
{
    /// <summary>Adds the way that events leave.</summary>
    public static void AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhooksOptions>().Bind(configuration.GetSection("Webhooks"))
            .Validate(options => options.AnswerSeconds is >= 1 and <= 60, "Webhooks:AnswerSeconds is between 1 and 60 (after two minutes another node would send the event too).")
            .Validate(options => options.KeptDays is >= 1 and <= 3650, "Webhooks:KeptDays is between 1 and 3650.")
            .Validate(options => options.AllowedNetworks.All(network => IPNetwork.TryParse(network, out _)), "Webhooks:AllowedNetworks are networks such as 10.1.2.0/24.")
            .ValidateOnStart();
        services.AddScoped<IEventQueue, PgEventQueue>();
        services.AddSingleton<IWebhookTransport, HttpWebhookTransport>();
    }
}
