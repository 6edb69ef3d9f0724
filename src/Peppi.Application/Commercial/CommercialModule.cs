using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Commercial.Contracts;

namespace Peppi.Application.Commercial;

internal static class CommercialModule
{
    public static void AddCommercialModule(this IServiceCollection services) => services.AddScoped<SalesFigures>();
}
