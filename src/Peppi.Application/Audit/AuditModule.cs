using Microsoft.Extensions.DependencyInjection;

namespace Peppi.Application.Audit;

/// <summary>What the use cases of this module share.</summary>
internal static class AuditModule
{
    public static void AddAuditModule(this IServiceCollection services) => services.AddSingleton<AuditChain>();
}
