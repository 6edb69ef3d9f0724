using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts;

namespace Peppi.Infrastructure.Accounts;

internal static class AccountInfrastructure
{
    public static void AddAccountsInfrastructure(this IServiceCollection services)
    {
        services.AddScoped<ISignInLimiter, PgSignInLimiter>();
    }
}
