using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports;

/// <summary>
/// Prints a report as PDF. The one seam for that: another engine (QuestPDF) would implement this over the same document.
/// </summary>
public interface IPdfRenderer
{
    /// <summary>The PDF, or <c>pdf_unavailable</c> where nothing on this machine can print.</summary>
    Task<Result<byte[]>> RenderAsync(ReportDocument report, CancellationToken cancellationToken);
}

/// <summary>Writes a report as an Excel workbook.</summary>
public interface IExcelWriter
{
    /// <summary>The workbook (.xlsx): figures are numbers, and no text ever becomes a formula.</summary>
    byte[] Write(ReportDocument report);
}
