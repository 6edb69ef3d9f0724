using Microsoft.EntityFrameworkCore;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Reports;

namespace Peppi.Application.Reports.Schedules;

/// <summary>Notes on the delivery how its mail ended, and closes the slot with the last one.</summary>
internal sealed class DeliveryOutcomes(PeppiDbContext db, SlotOutcomes slots) : IMailOutcomes
{
    public Task SentAsync(int deliveryId, string messageId, DateTimeOffset at, CancellationToken cancellationToken) => EndAsync(deliveryId, delivery =>
        (delivery.Status, delivery.SentAt, delivery.MessageId, delivery.Error) = (DeliveryStatuses.Sent, at, messageId, null), cancellationToken);

    public Task FailedAsync(int deliveryId, string reason, CancellationToken cancellationToken) => EndAsync(deliveryId, delivery =>
        (delivery.Status, delivery.Error) = (DeliveryStatuses.Failed, reason), cancellationToken);

    private async Task EndAsync(int deliveryId, Action<ReportDelivery> change, CancellationToken cancellationToken)
    {
        if (await db.ReportDeliveries.SingleOrDefaultAsync(row => row.Id == deliveryId, cancellationToken) is not { } delivery) return;
        change(delivery);
        delivery.NextAttemptAt = null;
        await db.SaveChangesAsync(cancellationToken);
        if (delivery.ScheduleId is { } schedule) await slots.CloseAsync(schedule, delivery.Slot, cancellationToken);
    }
}
