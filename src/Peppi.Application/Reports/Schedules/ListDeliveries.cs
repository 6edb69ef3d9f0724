using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>What a schedule delivered, newest first: the rows that the caller may see.</summary>
/// <param name="ScheduleId">The schedule; null for all.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListDeliveries(int? ScheduleId, int Limit = 100) : IQuery<IReadOnlyList<DeliveryView>>;

internal sealed class ListDeliveriesHandler(PeppiDbContext db) : IHandler<ListDeliveries, IReadOnlyList<DeliveryView>>
{
    public async Task<Result<IReadOnlyList<DeliveryView>>> Handle(ListDeliveries query, CancellationToken cancellationToken) =>
        await db.ReportDeliveries.AsNoTracking().Where(row => query.ScheduleId == null || row.ScheduleId == query.ScheduleId)
            .OrderByDescending(row => row.Slot).ThenByDescending(row => row.Id).Take(Math.Clamp(query.Limit, 1, 1000))
            .Select(row => new DeliveryView(
                row.Id, row.Slot, row.RecipientId, row.RecipientEmail, row.Status, row.Attempts, row.Error, row.SentAt, row.NextAttemptAt))
            .ToListAsync(cancellationToken);
}
