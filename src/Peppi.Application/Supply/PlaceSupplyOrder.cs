using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply;

/// <summary>Places an order. Where it would exceed a budget that stops orders, the database refuses it with the figures. The answer is its key.</summary>
public sealed record PlaceSupplyOrder : ICommand<int>
{
    /// <summary>The project.</summary>
    public required int ProjectId { get; init; }

    /// <summary>Who delivers.</summary>
    public required string Supplier { get; init; }

    /// <summary>What.</summary>
    public required string Item { get; init; }

    /// <summary>How many.</summary>
    public required int Quantity { get; init; }

    /// <summary>Price of one.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>Currency of the price.</summary>
    public required string Currency { get; init; }

    /// <summary>Line of the budget.</summary>
    public string? Category { get; init; }

    /// <summary>Day promised.</summary>
    public DateOnly? PromisedDate { get; init; }

    /// <summary>The stock item that it fills.</summary>
    public int? InventoryItemId { get; init; }

    /// <summary>Why it may exceed its budget.</summary>
    public string? BudgetException { get; init; }
}

internal sealed class PlaceSupplyOrderValidator : AbstractValidator<PlaceSupplyOrder>
{
    public PlaceSupplyOrderValidator()
    {
        RuleFor(order => order.Supplier).NotEmpty();
        RuleFor(order => order.Item).NotEmpty();
        RuleFor(order => order.Quantity).GreaterThan(0);
        RuleFor(order => order.UnitPrice).GreaterThanOrEqualTo(0);
        RuleFor(order => order.Currency).OneOf(CurrencyCodes.All);
        RuleFor(order => order.Category).OneOf(FinanceCategories.All);
    }
}

internal sealed class PlaceSupplyOrderHandler(PeppiDbContext db, TimeProvider time) : IHandler<PlaceSupplyOrder, int>
{
    public async Task<Result<int>> Handle(PlaceSupplyOrder command, CancellationToken cancellationToken)
    {
        if (!await db.Projects.AnyAsync(project => project.Id == command.ProjectId, cancellationToken)) return SharedErrors.NotFound("project");

        var order = new SupplyOrder
        {
            ProjectId = command.ProjectId,
            Supplier = command.Supplier.Trim(),
            Item = command.Item.Trim(),
            Quantity = command.Quantity,
            UnitPrice = command.UnitPrice,
            Currency = command.Currency,
            Category = command.Category,
            PromisedDate = command.PromisedDate,
            InventoryItemId = command.InventoryItemId,
            BudgetException = Text.OrNull(command.BudgetException),
            Status = SupplyOrderStatuses.Ordered,
            OrderDate = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
        };
        db.Add(order);
        await db.SaveChangesAsync(cancellationToken);
        return order.Id;
    }
}
