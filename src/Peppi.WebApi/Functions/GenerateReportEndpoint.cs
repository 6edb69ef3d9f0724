using System.Text.Json.Nodes;
using Peppi.Application.Reports;
using Peppi.Application.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Functions;

/// <summary><c>POST /functions/v1/generate-report</c> and <c>/edge-functions/generate-report</c>.</summary>
internal static class GenerateReportEndpoint
{
    public static async Task PostAsync(HttpContext http, UseCases useCases)
    {
        var body = await FunctionBody.ReadAsync(http);
        var type = body.Text("report_type");
        var command = new GenerateReport
        {
            ReportType = type ?? string.Empty,
            ProjectId = body.Number("project_id"),
            Period = body.Text("period"),
            Format = body.Text("format") ?? "pdf",
            Locale = body.Text("locale"),
        };
        if (body.Error is { } fault)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, fault);
            return;
        }

        var outcome = await useCases.SendAsync(command, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, outcome.Error);
            return;
        }

        var report = outcome.Value;
        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            ["id"] = report.Id,
            ["report_type"] = report.ReportType,
            ["format"] = report.Format,
            ["file_url"] = report.FileUrl,
            ["download_url"] = report.DownloadUrl,
            ["generated_at"] = report.GeneratedAt,
        }, http.RequestAborted);
    }
}
