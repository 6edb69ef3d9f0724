using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Accounts;

internal static class AccountInfrastructure
{
    public static void AddAccountsInfrastructure(this IServiceCollection services)
    {
        services.AddSingleton<ISecretSeal>(provider => new AesSecretSeal(provider.GetRequiredService<InstanceSettings>().MasterKey));
        services.AddScoped<ISignInLimiter, PgSignInLimiter>();
    }
}
