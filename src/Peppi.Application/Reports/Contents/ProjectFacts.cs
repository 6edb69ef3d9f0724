using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Projects.Contracts;
using Peppi.Application.Reports.Document;
using Peppi.Application.Supply.Contracts;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Chantier;
using Peppi.Domain.Projects;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Reports.Contents;

/// <summary>What a status report tells about the projects that its reader may see.</summary>
internal sealed record ProjectFacts(
    IReadOnlyList<Project> Projects, IReadOnlyList<ProjectPosition> Positions, IReadOnlyList<LateOrder> LateOrders,
    IReadOnlyList<Alert> Alerts, IReadOnlyList<StrategieKpi> Kpis, IReadOnlyList<ChantierMessage> Messages,
    IReadOnlyDictionary<int, ProjectHealth?> Healths)
{
    private readonly Dictionary<int, string> names = Projects.ToDictionary(project => project.Id, project => project.Name);

    public string NameOf(int? project, string nothing) => project is { } id ? names.GetValueOrDefault(id) ?? $"#{id}" : nothing;

    /// <summary>The health that the pages show too; none of a project that is closed.</summary>
    public ReportStatus HealthOf(Project project) =>
        Healths.GetValueOrDefault(project.Id)?.Level switch
        {
            Health.Good => ReportStatus.Good,
            Health.Watch => ReportStatus.Watch,
            Health.Bad => ReportStatus.Bad,
            _ => ReportStatus.Unknown,
        };
}

/// <summary>An order whose promised day has passed.</summary>
internal sealed record LateOrder(int? ProjectId, string? Item, string? Supplier, DateOnly Promised, int Days, bool IsCritical, decimal? Amount, string? Currency);

/// <summary>Reads <see cref="ProjectFacts"/> under the reader's own rights.</summary>
internal sealed class ProjectFactsReader(PeppiDbContext db, FinanceFigures finances, SupplyFigures supply, HealthFigures healths)
{
    private const int MostMessages = 8;

    public async Task<ProjectFacts> ReadAsync(ReportScope scope, CancellationToken cancellationToken)
    {
        var only = scope.Project?.Id;
        var projects = await db.Projects.AsNoTracking()
            .Where(row => only != null ? row.Id == only : row.Status != ProjectStatuses.Archived && row.Status != ProjectStatuses.Cancelled)
            .OrderBy(row => row.Name).ToListAsync(cancellationToken);
        var ids = projects.ConvertAll(project => project.Id);
        var positions = scope.Reads(Resources.Finance) ? await finances.PositionsAsync(scope, cancellationToken) : [];
        var orders = await OrdersAsync(only, ids, scope.Until, cancellationToken);
        var now = scope.AsOf.ToUniversalTime();
        var alerts = await db.Alerts.AsNoTracking()
            .Where(row => (only == null || row.ProjectId == only) && (row.ProjectId == null || ids.Contains(row.ProjectId.Value))
                && (row.Status == AlertStatuses.Open || row.Status == AlertStatuses.Acknowledged || (row.Status == AlertStatuses.Snoozed && row.SnoozedUntil < now)))
            .OrderByDescending(row => row.CreatedAt).Take(200).ToListAsync(cancellationToken);
        var kpis = await db.StrategieKpis.AsNoTracking().Where(row => (only == null || row.ProjectId == only) && (row.ProjectId == null || ids.Contains(row.ProjectId.Value)))
            .OrderBy(row => row.ProjectId).ThenBy(row => row.KpiName).Take(200).ToListAsync(cancellationToken);
        var messages = db.ChantierMessages.AsNoTracking().Where(row => row.ProjectId != null && ids.Contains(row.ProjectId.Value) && row.MessageText != null && row.ReceivedAt != null);
        if (scope.Period is { } period)
        {
            var (from, to) = (Instant(period.Start, scope), Instant(period.End.AddDays(1), scope));
            messages = messages.Where(row => row.ReceivedAt >= from && row.ReceivedAt < to);
        }

        return new ProjectFacts(projects, [.. positions.Where(row => row.ProjectId is { } id && ids.Contains(id))], orders,
            [.. alerts.OrderByDescending(row => AlertPriorities.All.ToList().IndexOf(row.Priority)).ThenByDescending(row => row.CreatedAt)], kpis,
            await messages.OrderByDescending(row => row.ReceivedAt).Take(MostMessages).ToListAsync(cancellationToken),
            await healths.OfAsync(projects, DateOnly.FromDateTime(scope.AsOf.DateTime), cancellationToken));
    }

    private static DateTimeOffset Instant(DateOnly day, ReportScope scope) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), scope.AsOf.Offset).ToUniversalTime();

    private async Task<IReadOnlyList<LateOrder>> OrdersAsync(int? only, List<int> ids, DateOnly today, CancellationToken cancellationToken) =>
        [.. (await supply.LateAsync(only, today, cancellationToken)).Where(late => late.Order.ProjectId is { } project && ids.Contains(project)).Select(late => new LateOrder(
            late.Order.ProjectId, late.Order.Item, late.Order.Supplier, late.Promised, late.DaysLate, late.Order.IsCritical, late.AtRisk, late.Order.Currency))];
}
