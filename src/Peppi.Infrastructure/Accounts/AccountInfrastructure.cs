using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Accounts;

internal static class AccountInfrastructure
{
    /// <summary>Adds what lets a door remember who is signed in. A door without it asks the database at each request.</summary>
    public static void AddAccountNews(this IServiceCollection services)
    {
        services.AddHostedService<AccountNews>();
        services.AddHostedService<KeyUseNotes>();
        services.AddHostedService<AccountHousekeeping>();
    }

    public static void AddAccountsInfrastructure(this IServiceCollection services)
    {
        services.AddSingleton<ISecretSeal>(provider => new AesSecretSeal(provider.GetRequiredService<InstanceSettings>().MasterKey));
        services.AddScoped<ISignInLimiter, PgSignInLimiter>();
        services.AddSingleton<IAttemptLimiter, PgAttemptLimiter>();

        // The ring's elements are sealed where they are stored; sealing each a second time would add nothing.
        services.AddSingleton<PgKeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<PgKeyRing>((options, ring) =>
            (options.XmlRepository, options.XmlEncryptor) = (ring, new NullXmlEncryptor()));
    }
}
