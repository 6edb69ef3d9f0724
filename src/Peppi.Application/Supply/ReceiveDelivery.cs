using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply;

/// <summary>Takes in a delivery of an order, whole or in part. Quantity, day and status of the order and the stock that it fills follow.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Quantity">How many units came.</param>
/// <param name="Day">The day; today where nobody said.</param>
/// <param name="DeliveryNote">Number of the delivery note.</param>
public sealed record ReceiveDelivery(int OrderId, int? Quantity, DateOnly? Day = null, string? DeliveryNote = null) : ICommand<Done>;

internal sealed class ReceiveDeliveryValidator : AbstractValidator<ReceiveDelivery>
{
    public ReceiveDeliveryValidator(TimeProvider time)
    {
        RuleFor(command => command.Quantity).NotNull().WithMessage("Enter a whole number.").GreaterThan(0).WithMessage("A delivery brings more than nothing.");
        RuleFor(command => command.Day).Must(day => day is null || day <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1)).WithMessage("A delivery that has not come cannot be taken in.");
        RuleFor(command => command.DeliveryNote).MaximumLength(100).WithMessage("Shorten the number to 100 characters.");
    }
}

internal sealed class ReceiveDeliveryHandler(PeppiDbContext db, TimeProvider time) : IHandler<ReceiveDelivery, Done>
{
    private static readonly string[] Closed = [SupplyOrderStatuses.Draft, SupplyOrderStatuses.Cancelled];

    public async Task<Result<Done>> Handle(ReceiveDelivery command, CancellationToken cancellationToken)
    {
        // A button that is pressed twice takes in once.
        await db.OneAtATime($"delivery:{command.OrderId}").SingleAsync(cancellationToken);
        var order = await db.SupplyOrders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.OrderId && (row.Status == null || !Closed.Contains(row.Status)), cancellationToken);
        if (order is null) return SharedErrors.NotFound("order");
        if (order.Quantity > 0 && order.ReceivedQuantity >= order.Quantity) return SupplyErrors.AlreadyReceived;

        db.Add(new SupplyReceipt
        {
            OrderId = order.Id,
            ProjectId = order.ProjectId,
            Quantity = command.Quantity!.Value,
            ReceivedOn = command.Day ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            DeliveryNote = Text.OrNull(command.DeliveryNote),
        });
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
