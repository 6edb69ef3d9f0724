using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Postgres.Demo;

namespace Peppi.Infrastructure.Instance;

internal static class InstanceServices
{
    /// <summary>Adds the instance's settings and what prepares it; first of all hosted services, since the others need its database.</summary>
    public static void AddInstance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => InstanceSettings.Load(configuration));
        services.AddSingleton<InstancePreparation>();
        services.AddSingleton<DemoData>();
        services.AddHostedService<InstanceStart>();
        services.AddOptions<FirstAdministratorOptions>().Bind(configuration.GetSection(FirstAdministratorOptions.Section))
            .Validate(options => options.Email.Contains('@', StringComparison.Ordinal), "FirstAdministrator:Email must be an e-mail address.").ValidateOnStart();

        // Links lead to this instance's own ports until it is told under which address the outside reaches it.
        services.AddOptions<PublicUrlOptions>().PostConfigure<InstanceSettings>((urls, settings) =>
        {
            if (configuration[$"{PublicUrlOptions.Section}:{nameof(urls.Api)}"] is null) urls.Api = $"http://127.0.0.1:{settings.ApiPort}";
            if (configuration[$"{PublicUrlOptions.Section}:{nameof(urls.Admin)}"] is null) urls.Admin = $"http://127.0.0.1:{settings.AdminPort}";
        });
    }
}
