using Peppi.Application.Reports;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Functions;

/// <summary>The files of reports: by a signed link, or with the reader's own token.</summary>
internal static class ReportFileEndpoints
{
    /// <summary><c>GET /storage/v1/object/sign/reports/…?token=</c></summary>
    public static async Task SignedAsync(HttpContext http, UseCases useCases, string path) =>
        await WriteAsync(http, await useCases.SendAsync(new OpenReportFile("reports/" + path, (string?)http.Request.Query["token"] ?? string.Empty), http.RequestAborted));

    /// <summary><c>GET /storage/v1/object/reports/…</c></summary>
    public static async Task OwnAsync(HttpContext http, UseCases useCases, string path) =>
        await WriteAsync(http, await useCases.SendAsync(new OpenReportFile("reports/" + path, null), http.RequestAborted));

    private static async Task WriteAsync(HttpContext http, Result<ReportFile> outcome)
    {
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Storage, outcome.Error);
            return;
        }

        // A link is its holder's: no cache on the way keeps the file, and no browser guesses what it is.
        await using var content = outcome.Value.Content;
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{outcome.Value.FileName}\"";
        http.Response.ContentType = outcome.Value.ContentType;
        http.Response.ContentLength = content.Length;
        await content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
