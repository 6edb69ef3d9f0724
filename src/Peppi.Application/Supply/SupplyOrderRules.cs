using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Supply;

/// <summary>What an order may say, whichever way it comes in.</summary>
internal sealed class SupplyOrderRules : RowRules<SupplyOrder>
{
    public SupplyOrderRules()
    {
        RuleFor(order => order.Quantity).GreaterThan(0).WithMessage("quantity must be greater than 0");
        RuleFor(order => order.UnitPrice).GreaterThanOrEqualTo(0).WithMessage("unit_price must not be negative");
        RuleFor(order => order.ReceivedQuantity).GreaterThanOrEqualTo(0).WithErrorCode(Check23514).WithMessage("received_quantity must not be negative");
        RuleFor(order => order.Status).OneOf(SupplyOrderStatuses.All).WithErrorCode(Check23514);
        RuleFor(order => order.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(order => order.Supplier).MustSaySomething();
        RuleFor(order => order.Item).MustSaySomething();
        RuleFor(order => order.PromisedDate).GreaterThanOrEqualTo(order => order.OrderDate)
            .When(order => order.OrderDate is not null).WithMessage("promised_date must not be before order_date");
    }

    public override string Table => "supply_orders";
}

/// <summary>What a stock item may say.</summary>
internal sealed class InventoryItemRules : RowRules<InventoryItem>
{
    public InventoryItemRules()
    {
        RuleFor(item => item.ItemName).MustSaySomething();
        RuleFor(item => item.QuantityOnHand).GreaterThanOrEqualTo(0).WithMessage("quantity_on_hand must not be negative");
        RuleFor(item => item.ReorderPoint).GreaterThanOrEqualTo(0).WithMessage("reorder_point must not be negative");
        RuleFor(item => item.LeadTimeDays).InclusiveBetween(0, 730).WithMessage("lead_time_days must be between 0 and 730");
    }

    public override string Table => "inventory_items";
}
