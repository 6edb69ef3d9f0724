using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Chantier.Contracts;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Files.Contracts;

namespace Peppi.Application.Chantier;

/// <summary>Settings and shared parts of this module.</summary>
internal static class ChantierModule
{
    public static void AddChantierModule(this IServiceCollection services)
    {
        services.AddOptions<ManyChatOptions>().BindConfiguration(ManyChatOptions.Section)
            .Validate(options => options.Secrets.All(secret => secret.Length is 0 or >= 16), "Each of ManyChat:Secrets has 16 characters or more.")
            .Validate(options => options.Networks.All(IsNetwork), "Each of ManyChat:Networks is an address or a network like 203.0.113.0/24.")
            .ValidateOnStart();
        services.AddOptions<WhatsAppOptions>().BindConfiguration(WhatsAppOptions.Section)
            .Validate(options => Uri.TryCreate(options.GraphUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "WhatsApp:GraphUrl must be an absolute URL.")
            .ValidateOnStart();
        services.AddOptions<InboxOptions>().BindConfiguration(InboxOptions.Section)
            .Validate(options => options.KeepRaw >= TimeSpan.FromDays(7), "Inbox:KeepRaw is at least a week: Meta repeats a delivery for so long.")
            .ValidateOnStart();
        services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section)
            .Validate(options => options.PrivateNetworks.All(IsNetwork), "Each of Media:PrivateNetworks is an address or a network like 10.1.0.0/16.")
            .Validate(options => options is { LargestBytes: > 0, FetchTimeoutSeconds: > 0 and <= 600, Parallel: > 0 and <= 32, PerHost: > 0 }, "Media: LargestBytes and PerHost are positive, FetchTimeoutSeconds at most 600, Parallel at most 32.")
            .ValidateOnStart();
        services.AddScoped<ISiteVoices, SiteVoices>();
        services.AddScoped<SenderBook>();
        services.AddScoped<SiteBook>();
        services.AddScoped<UrgentAlerts>();
        services.AddScoped<MessageIngest>();
        services.AddScoped<IRetires, RetireWebhooks>();
    }

    private static bool IsNetwork(string text) => IPNetwork.TryParse(text, out _) || IPAddress.TryParse(text, out _);
}
