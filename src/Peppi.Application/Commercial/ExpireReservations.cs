using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>
/// Writes down which reservations have lapsed, so that lists, logs and listeners say so too; answers how many. Their units were free
/// since the instant itself. Background work.
/// </summary>
public sealed record ExpireReservations : ICommand<int>;

internal sealed class ExpireReservationsHandler(PeppiDbContext db, TimeProvider time) : IHandler<ExpireReservations, int>
{
    public async Task<Result<int>> Handle(ExpireReservations command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Reservations.Where(row => row.Status == ReservationStatuses.Active && row.HeldUntil <= now)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, ReservationStatuses.Expired), cancellationToken);
    }
}
