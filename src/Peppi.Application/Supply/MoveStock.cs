using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply;

/// <summary>Writes down that stock came, was used, came back, or was counted.</summary>
/// <param name="ItemId">The stock item.</param>
/// <param name="Type">One of <see cref="InventoryMovementTypes"/>.</param>
/// <param name="Quantity">How many units came or went; of a count how many there are.</param>
/// <param name="Notes">Remarks.</param>
public sealed record MoveStock(int ItemId, string Type, int? Quantity, string? Notes = null) : ICommand<Done>;

internal sealed class MoveStockValidator : AbstractValidator<MoveStock>
{
    public MoveStockValidator()
    {
        RuleFor(command => command.Type).Must(InventoryMovementTypes.All.Contains).WithMessage("Choose a movement from the list.");
        RuleFor(command => command.Quantity).NotNull().WithMessage("Enter a whole number.").GreaterThanOrEqualTo(0).WithMessage("A quantity is not below zero.");
        RuleFor(command => command.Notes).MaximumLength(500).WithMessage("Shorten the remark to 500 characters.");
    }
}

internal sealed class MoveStockHandler(PeppiDbContext db, TimeProvider time) : IHandler<MoveStock, Done>
{
    public async Task<Result<Done>> Handle(MoveStock command, CancellationToken cancellationToken)
    {
        // What is there is read and changed in one turn: two who take the last of it at once would both find it.
        await db.OneAtATime($"stock:{command.ItemId}").SingleAsync(cancellationToken);
        if (await db.InventoryItems.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.ItemId, cancellationToken) is not { } item) return SharedErrors.NotFound("stock item");

        var quantity = command.Type switch
        {
            InventoryMovementTypes.Issue => -command.Quantity!.Value,
            InventoryMovementTypes.Adjustment => command.Quantity!.Value - (item.QuantityOnHand ?? 0),
            _ => command.Quantity!.Value,
        };
        if (quantity == 0) return Done.Value;
        if (quantity < 0 && (item.QuantityOnHand ?? 0) + quantity < 0) return SupplyErrors.NotInStock;
        db.Add(new InventoryMovement { ItemId = item.Id, ProjectId = item.ProjectId, MovementType = command.Type, Quantity = quantity, MovedOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), Notes = Text.OrNull(command.Notes) });
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
