using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports;

/// <summary>
/// Opens a report's file: for the holder of a signed link, or for a caller who may read the report's row.
/// </summary>
/// <param name="Path">Path in the store, e.g. <c>reports/12/finance-20261122-7f3a91c2.pdf</c>.</param>
/// <param name="Token">The link's token; null for a caller with rights of his own.</param>
public sealed record OpenReportFile(string Path, string? Token) : IQuery<ReportFile>, IManagesOwnTransaction;

/// <summary>A file to be sent; whoever gets it disposes of the content.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="FileName">What to call it on the reader's disk.</param>
public sealed record ReportFile(Stream Content, string ContentType, string FileName);

internal sealed class OpenReportFileHandler(Lazy<PeppiDbContext> db, IDownloadLinks links, IFileStore store) : IHandler<OpenReportFile, ReportFile>
{
    public async Task<Result<ReportFile>> Handle(OpenReportFile query, CancellationToken cancellationToken)
    {
        if (query.Token is { } token)
        {
            if (!links.Opens(query.Path, token)) return ReportErrors.BadLink;
        }
        else if (!await MayReadAsync(query.Path, cancellationToken))
        {
            return SharedErrors.NotFound("file");
        }

        // A path that was signed or that stands in a row is one of the store's own.
        if (await store.OpenAsync(query.Path, cancellationToken) is not { } content) return ReportErrors.NoFile;
        return new ReportFile(content, ContentTypeOf(query.Path), query.Path[(query.Path.LastIndexOf('/') + 1)..]);
    }

    /// <summary>MIME type of a report's file.</summary>
    internal static string ContentTypeOf(string path) => path.EndsWith("." + ReportFormats.Xlsx, StringComparison.Ordinal)
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "application/pdf";

    private async Task<bool> MayReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Value.Database.BeginTransactionAsync(cancellationToken);
        return await db.Value.Reports.AnyAsync(row => row.FilePath == path, cancellationToken);
    }
}
