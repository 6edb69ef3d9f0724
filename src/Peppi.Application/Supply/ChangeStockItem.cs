using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Supply;

/// <summary>Says when a stock item is to be ordered again, and how long that takes.</summary>
/// <param name="ItemId">The stock item.</param>
/// <param name="ReorderPoint">At this quantity; null for never.</param>
/// <param name="LeadTimeDays">Days from order to delivery; null where nobody knows.</param>
public sealed record ChangeStockItem(int ItemId, int? ReorderPoint, int? LeadTimeDays) : ICommand<Done>;

internal sealed class ChangeStockItemValidator : AbstractValidator<ChangeStockItem>
{
    public ChangeStockItemValidator()
    {
        RuleFor(command => command.ReorderPoint).GreaterThanOrEqualTo(0).WithMessage("A quantity is not below zero.");
        RuleFor(command => command.LeadTimeDays).InclusiveBetween(0, 730).WithMessage("A delivery takes between 0 and 730 days.");
    }
}

internal sealed class ChangeStockItemHandler(PeppiDbContext db) : IHandler<ChangeStockItem, Done>
{
    public async Task<Result<Done>> Handle(ChangeStockItem command, CancellationToken cancellationToken)
    {
        if (await db.InventoryItems.SingleOrDefaultAsync(row => row.Id == command.ItemId, cancellationToken) is not { } item) return SharedErrors.NotFound("stock item");

        item.ReorderPoint = command.ReorderPoint;
        item.LeadTimeDays = command.LeadTimeDays;
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
