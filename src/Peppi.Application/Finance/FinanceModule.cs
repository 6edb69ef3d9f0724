using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Projects.Contracts;
using Peppi.Application.Strategie.Contracts;

namespace Peppi.Application.Finance;

/// <summary>The parts of the Finance module.</summary>
internal static class FinanceModule
{
    public static IServiceCollection AddFinanceModule(this IServiceCollection services)
    {
        services.AddOptions<FinanceOptions>().BindConfiguration(FinanceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<MoneyFigures>();
        services.AddScoped<HealthFigures>();
        services.AddScoped<KpiFigures>();
        return services;
    }
}
