using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Reports;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Reports.Chromium;
using Peppi.Infrastructure.Reports.Html;

namespace Peppi.Infrastructure.Reports;

/// <summary>Prints the report's HTML page in Chromium: tagged, in its language, heads repeated, pages counted.</summary>
internal sealed partial class ChromiumPdfRenderer(IOptions<ReportOptions> options, TimeProvider time, ILogger<ChromiumPdfRenderer> logger)
    : IPdfRenderer, IAsyncDisposable
{
    private readonly WarmBrowser browser = new(
        options.Value.Chromium(), options.Value.ParallelPdfs, TimeSpan.FromSeconds(options.Value.BrowserIdleSeconds), time);

    public async Task<Result<byte[]>> RenderAsync(ReportDocument report, CancellationToken cancellationToken)
    {
        var html = ReportPage.Of(report);
        try
        {
            try
            {
                return await PrintAsync(html, cancellationToken);
            }
            catch (BrowserException exception)
            {
                // A browser may end between two reports (out of memory, an upgrade of its package): once more, with a new one.
                Ended(exception);
            }

            return await PrintAsync(html, cancellationToken);
        }
        catch (BrowserException exception)
        {
            Failed(exception);
            return new Error(ErrorKind.Unavailable, "pdf_unavailable", "The PDF could not be made.",
                Hint: "Chromium did not start or has ended: the log says why. The Excel format does not need it.");
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Failed(exception);
            return new Error(ErrorKind.Unavailable, "pdf_timeout", "The PDF took too long.",
                Hint: "Narrow the report to a project or a period, or ask for Excel.");
        }
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();

    private async Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.PdfTimeoutSeconds));
        return await browser.WithPageAsync(async page =>
        {
            await page.DisableScriptsAsync(limit.Token);
            await page.ShowAsync(html, limit.Token);
            return await page.PrintAsync(limit.Token);
        }, limit.Token);
    }

    [LoggerMessage(LogLevel.Warning, "Chromium ended while printing a report; trying once more")]
    private partial void Ended(Exception exception);

    [LoggerMessage(LogLevel.Error, "A report could not be printed")]
    private partial void Failed(Exception exception);
}
