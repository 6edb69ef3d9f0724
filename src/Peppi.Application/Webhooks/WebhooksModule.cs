using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Changes.Contracts;
using Peppi.Application.Webhooks.Contracts;

namespace Peppi.Application.Webhooks;

internal static class WebhooksModule
{
    public static void AddWebhooksModule(this IServiceCollection services)
    {
        services.AddSingleton<WebhookSecrets>();
        services.AddScoped<IOutgoingWebhooks, OutgoingWebhooks>();
        services.AddScoped<IChangeListener, ChangeWebhooks>();
    }
}
