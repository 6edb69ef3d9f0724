using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Reports;
using Peppi.Application.Reports.Schedules;
using Peppi.Infrastructure.Reports.Excel;
using Peppi.Infrastructure.Scheduling;

namespace Peppi.Infrastructure.Reports;

internal static class ReportServices
{
    /// <summary>Adds renderers and the reading of cron.</summary>
    public static void AddReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReportOptions>().Bind(configuration.GetSection("Reports"))
            .Validate(options => options.ParallelPdfs is > 0 and <= 16, "Reports:ParallelPdfs is between 1 and 16.")
            .Validate(options => options.BrowserIdleSeconds >= 10, "Reports:BrowserIdleSeconds is at least 10.")
            .Validate(options => options.PdfTimeoutSeconds is >= 5 and <= 600, "Reports:PdfTimeoutSeconds is between 5 and 600.")
            .ValidateOnStart();
        services.AddSingleton<IPdfRenderer, ChromiumPdfRenderer>();
        services.AddSingleton<IExcelWriter, ExcelWriter>();
        services.AddSingleton<ICronCalendar, CronCalendar>();
    }
}
