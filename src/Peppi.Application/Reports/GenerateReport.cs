using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports;

/// <summary>Makes a report for the caller, keeps the file, and answers where to fetch it.</summary>
public sealed record GenerateReport : ICommand<GeneratedReport>, IManagesOwnTransaction
{
    /// <summary>One of <see cref="ReportTypes"/>.</summary>
    public required string ReportType { get; init; }

    /// <summary>Only this project.</summary>
    public int? ProjectId { get; init; }

    /// <summary>What it covers (<see cref="ReportPeriod"/>).</summary>
    public string? Period { get; init; }

    /// <summary><c>pdf</c> (default) or <c>xlsx</c>.</summary>
    public string Format { get; init; } = ReportFormats.Pdf;

    /// <summary><c>fr</c> or <c>en</c>; null for the reader's own.</summary>
    public string? Locale { get; init; }
}

/// <summary>A report that was made.</summary>
/// <param name="Id">Key of its row in <c>reports</c>.</param>
/// <param name="ReportType">Which report.</param>
/// <param name="Format"><c>pdf</c> or <c>xlsx</c>.</param>
/// <param name="FileUrl">Where its file stands in the store, relative to the API; opened with the reader's own token.</param>
/// <param name="DownloadUrl">An absolute link that opens the file for whoever holds it, for a short time.</param>
/// <param name="GeneratedAt">When.</param>
public sealed record GeneratedReport(int Id, string ReportType, string Format, string FileUrl, string DownloadUrl, DateTimeOffset GeneratedAt);

internal sealed class GenerateReportValidator : AbstractValidator<GenerateReport>
{
    public GenerateReportValidator(TimeProvider time)
    {
        RuleFor(command => command.Format).Must(format => ReportFormats.All.Contains(format)).WithMessage("format is pdf or xlsx.").OverridePropertyName("format");
        RuleFor(command => command.Locale).Must(locale => locale is null or "fr" or "en").WithMessage("locale is fr or en.").OverridePropertyName("locale");
        RuleFor(command => command.Period)
            .Must(period => period is null || ReportPeriod.Parse(period, DateOnly.FromDateTime(time.GetUtcNow().DateTime)) is not null)
            .WithMessage(ReportPeriod.Expected).OverridePropertyName("period");
    }
}

internal sealed class GenerateReportHandler(UseCases useCases, CallerContext caller, CallerScopes scopes, ReportFiles files, IOptions<PublicUrlOptions> urls)
    : IHandler<GenerateReport, GeneratedReport>
{
    public async Task<Result<GeneratedReport>> Handle(GenerateReport command, CancellationToken cancellationToken)
    {
        var built = await useCases.SendAsync(new BuildReport
        {
            ReportType = command.ReportType,
            ProjectId = command.ProjectId,
            Period = command.Period,
            Language = Languages.Parse(command.Locale),
            Reference = ReportFiles.NewReference(),
        }, cancellationToken);
        if (!built.Succeeded) return built.Error;

        // No transaction is open while Chromium prints.
        var stored = await files.MakeAsync(built.Value, command.ReportType, command.ProjectId, command.Format, cancellationToken);
        if (!stored.Succeeded) return stored.Error;

        // Written as background work: a role that may read its reports need not be one that may write rows there.
        var row = stored.Value.ToRow(built.Value, command.ReportType, command.ProjectId, command.Period, caller.Current.UserId);
        await scopes.RunAsync(Caller.Jobs, async services =>
        {
            var db = services.GetRequiredService<PeppiDbContext>();
            db.Reports.Add(row);
            return await db.SaveChangesAsync(cancellationToken);
        });
        return new GeneratedReport(row.Id, command.ReportType, command.Format, row.FileUrl!, files.DownloadUrl(urls.Value.Api, row.FilePath!, caller.Current), row.GeneratedAt!.Value);
    }
}

/// <summary>A report's file in the store.</summary>
internal sealed record StoredReport(string Path, string Format, long Size, string Sha256, DateTimeOffset MadeAt)
{
    /// <summary>The row that points to it.</summary>
    public Report ToRow(ReportDocument document, string type, int? project, string? period, Guid? owner)
    {
        var filters = new JsonObject();
        if (project is not null) filters["project_id"] = project;
        if (period is not null) filters["period"] = period;
        var span = period is null ? null : ReportPeriod.Parse(period, DateOnly.FromDateTime(document.AsOf.DateTime));
        return new Report
        {
            ProjectId = project,
            ReportType = type,
            FileUrl = "/storage/v1/object/" + Path,
            GeneratedAt = MadeAt,
            OwnerId = owner,
            Format = Format,
            Status = ReportStatuses.Ready,
            Locale = document.Language.Code(),
            Title = $"{document.Title} – {document.Scope}",
            PeriodStart = span?.Start,
            PeriodEnd = span?.End,
            Filters = filters.ToJsonString(JsonSerializerOptions.Web),
            FilePath = Path,
            SizeBytes = Size,
            Sha256 = Sha256,
        };
    }
}

/// <summary>Renders reports and keeps their files.</summary>
internal sealed class ReportFiles(IPdfRenderer pdf, IExcelWriter excel, CallerScopes scopes, IFileTickets tickets, TimeProvider time)
{
    /// <summary>How long a download link works.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    /// <summary>A name that nobody can guess.</summary>
    public static string NewReference() => "R-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>Renders and keeps one file.</summary>
    public async Task<Result<StoredReport>> MakeAsync(ReportDocument document, string type, int? project, string format, CancellationToken cancellationToken)
    {
        var rendered = format == ReportFormats.Xlsx ? excel.Write(document) : await pdf.RenderAsync(document, cancellationToken);
        if (!rendered.Succeeded) return rendered.Error;
        var now = time.GetUtcNow();
        var folder = project?.ToString(CultureInfo.InvariantCulture) ?? "portfolio";
        var path = string.Create(CultureInfo.InvariantCulture, $"{folder}/{type}-{document.AsOf:yyyyMMdd}-{document.Reference[2..]}.{format}");
        using var content = new MemoryStream(rendered.Value, writable: false);
        var keep = new KeepFile(BuiltInBuckets.Reports, path, content) { ContentType = ReportFormats.ContentTypeOf(path), CacheControl = "private, no-store" };
        var kept = await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(keep, cancellationToken));
        return kept.Succeeded ? new StoredReport($"{BuiltInBuckets.Reports}/{kept.Value.Path}", format, kept.Value.Size, kept.Value.Sha256, now) : kept.Error;
    }

    /// <summary>A link that opens a file for whoever holds it, as long as its maker may read the report.</summary>
    public string DownloadUrl(string api, string path, Caller maker) =>
        $"{api.TrimEnd('/')}/storage/v1/object/sign/{path}?token={tickets.ToRead(BuiltInBuckets.Reports, path[(BuiltInBuckets.Reports.Length + 1)..], maker, time.GetUtcNow() + LinkLife)}";
}
