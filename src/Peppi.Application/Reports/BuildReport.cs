using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Reports.Contents;
using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Projects;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports;

/// <summary>What a report says to its reader, who is the caller: row-level security decides about every row in it.</summary>
public sealed record BuildReport : IQuery<ReportDocument>
{
    /// <summary>One of <see cref="ReportTypes"/>.</summary>
    public required string ReportType { get; init; }

    /// <summary>Only this project.</summary>
    public int? ProjectId { get; init; }

    /// <summary>What it covers (<see cref="ReportPeriod"/>).</summary>
    public string? Period { get; init; }

    /// <summary>Its language; null for the reader's own, else French.</summary>
    public Language? Language { get; init; }

    /// <summary>IANA zone of its dates where the reader and the project have none.</summary>
    public string? TimeZone { get; init; }

    /// <summary>What its footer calls it.</summary>
    public required string Reference { get; init; }
}

internal sealed class BuildReportValidator : AbstractValidator<BuildReport>
{
    public BuildReportValidator(TimeProvider time) =>
        RuleFor(query => query.Period)
            .Must(period => period is null || ReportPeriod.Parse(period, DateOnly.FromDateTime(time.GetUtcNow().DateTime)) is not null)
            .WithMessage(ReportPeriod.Expected).OverridePropertyName("period");
}

internal sealed class BuildReportHandler(PeppiDbContext db, CallerContext caller, FinanceReport finance, ProjectStatusReport status, TimeProvider time)
    : IHandler<BuildReport, ReportDocument>
{
    public async Task<Result<ReportDocument>> Handle(BuildReport query, CancellationToken cancellationToken)
    {
        if (!ReportTypes.All.Contains(query.ReportType)) return ReportErrors.UnknownType(query.ReportType);
        var me = caller.Current.UserId is { } id ? await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        if (await LacksFactorAsync(me, cancellationToken)) return ReportErrors.SecondFactorNeeded;
        var readable = await ReadableAsync(me, cancellationToken);
        if (!readable.Contains(Resources.Projects)) return SharedErrors.Forbidden("A report needs the permission to read projects.");
        if (query.ReportType == ReportTypes.Finance && !readable.Contains(Resources.Finance)) return ReportErrors.NoFinances;

        Project? project = null;
        if (query.ProjectId is { } wanted)
        {
            project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == wanted, cancellationToken);
            if (project is null) return SharedErrors.NotFound("project");
        }

        var now = AtHome(time.GetUtcNow(), me?.TimeZone, project?.TimeZone, query.TimeZone);
        var scope = new ReportScope
        {
            Reference = query.Reference,
            Language = query.Language ?? Languages.Parse(me?.Locale) ?? Language.French,
            AsOf = now,
            Reader = me is null ? "Service" : me.DisplayName is { Length: > 0 } name ? $"{name} ({me.Email})" : me.Email,
            Readable = readable,
            Project = project,
            Period = query.Period is { } period ? ReportPeriod.Parse(period, DateOnly.FromDateTime(now.DateTime)) : null,
        };
        return query.ReportType == ReportTypes.Finance ? await finance.BuildAsync(scope, cancellationToken) : await status.BuildAsync(scope, cancellationToken);
    }

    // Row-level security would leave the report empty, which reads like good news.
    private async Task<bool> LacksFactorAsync(Person? me, CancellationToken cancellationToken) =>
        me?.RoleId is { } role && caller.Current.Aal != "aal2" && await db.Roles.AnyAsync(row => row.Id == role && row.RequiresAal2, cancellationToken);

    private static DateTimeOffset AtHome(DateTimeOffset now, params string?[] zones)
    {
        foreach (var zone in zones)
        {
            if (!string.IsNullOrEmpty(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) return TimeZoneInfo.ConvertTime(now, found);
        }

        return now;
    }

    private async Task<IReadOnlySet<string>> ReadableAsync(Person? me, CancellationToken cancellationToken)
    {
        if (caller.Current.Role == DatabaseRole.Service) return Resources.All.ToHashSet();
        if (me is not { Active: true, RoleId: { } role }) return new HashSet<string>();
        return (await db.RolePermissions.AsNoTracking().Where(row => row.RoleId == role && row.Action == PermissionActions.Select)
            .Select(row => row.Resource).ToListAsync(cancellationToken)).ToHashSet();
    }
}
