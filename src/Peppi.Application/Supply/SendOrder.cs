using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply;

/// <summary>Sends an order that was being prepared. Where it would exceed a budget that stops orders, the database refuses it.</summary>
/// <param name="OrderId">The order.</param>
public sealed record SendOrder(int OrderId) : ICommand<Done>;

internal sealed class SendOrderHandler(PeppiDbContext db, TimeProvider time) : IHandler<SendOrder, Done>
{
    public async Task<Result<Done>> Handle(SendOrder command, CancellationToken cancellationToken)
    {
        if (await db.SupplyOrders.SingleOrDefaultAsync(row => row.Id == command.OrderId && row.Status == SupplyOrderStatuses.Draft, cancellationToken) is not { } order) return SharedErrors.NotFound("order in preparation");

        order.Status = SupplyOrderStatuses.Ordered;
        order.OrderDate ??= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
