using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Supply.Contracts;

namespace Peppi.Application.Supply;

/// <summary>The parts of the Achats module.</summary>
internal static class SupplyModule
{
    public static IServiceCollection AddSupplyModule(this IServiceCollection services) => services.AddScoped<SupplyFigures>();
}
