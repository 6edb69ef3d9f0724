using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Reports.Contents;
using Peppi.Application.Reports.Schedules;

namespace Peppi.Application.Reports;

/// <summary>What the use cases of this module share.</summary>
internal static class ReportsModule
{
    public static void AddReportsModule(this IServiceCollection services)
    {
        services.AddScoped<FinanceFigures>();
        services.AddScoped<FinanceReport>();
        services.AddScoped<ProjectFactsReader>();
        services.AddScoped<ProjectStatusReport>();
        services.AddSingleton<ReportFiles>();
        services.AddScoped<SlotOutcomes>();
        services.AddScoped<IMailOutcomes, DeliveryOutcomes>();
    }
}
