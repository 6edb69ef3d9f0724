using System.Buffers.Text;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Chantier.Inbox;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Chantier;

internal static class ChantierServices
{
    /// <summary>Adds the store of webhooks and of what they bring.</summary>
    public static void AddChantier(this IServiceCollection services)
    {
        services.AddSingleton<IRawInbox, PgRawInbox>();
        services.AddScoped<IMessageStore, PgMessageStore>();
        services.AddSingleton<IMediaFetcher, MediaFetcher>();

        // A secret of the instance's own until somebody sets one: the webhook is never open, and works at once.
        services.AddOptions<ManyChatOptions>().PostConfigure<InstanceSettings>((options, settings) =>
        {
            if (options.Secrets.Length == 0) options.Secrets = [Base64Url.EncodeToString(settings.MasterKey.Derive("peppi/manychat-webhook", 24))];
        });
    }
}
