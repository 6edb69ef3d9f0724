using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Peppi.Infrastructure.Instance;

internal static class InstanceServices
{
    /// <summary>Adds the instance's settings and what prepares it; first of all hosted services, since the others need its database.</summary>
    public static void AddInstance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => InstanceSettings.Load(configuration));
        services.AddSingleton<InstancePreparation>();
        services.AddHostedService<InstanceStart>();
    }
}
