using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>What a unit may say.</summary>
internal sealed class UnitRules : RowRules<Unit>
{
    public UnitRules()
    {
        RuleFor(unit => unit.Reference).MustSaySomething();
        RuleFor(unit => unit.Kind).OneOf(UnitKinds.All).WithErrorCode(Check23514);
        RuleFor(unit => unit.Status).OneOf(UnitStatuses.All).WithErrorCode(Check23514);
        RuleFor(unit => unit.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(unit => unit.Area).GreaterThan(0).WithErrorCode(Check23514).WithMessage("area must be above 0");
        RuleFor(unit => unit.ListPrice).GreaterThanOrEqualTo(0).WithErrorCode(Check23514).WithMessage("list_price must not be below 0");
    }

    public override string Table => "units";
}

/// <summary>What a reservation may say.</summary>
internal sealed class ReservationRules : RowRules<Reservation>
{
    public ReservationRules()
    {
        RuleFor(reservation => reservation.ClientName).MustSaySomething();
        RuleFor(reservation => reservation.Status).OneOf(ReservationStatuses.All).WithErrorCode(Check23514);
        RuleFor(reservation => reservation.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(reservation => reservation.Price).GreaterThanOrEqualTo(0).WithErrorCode(Check23514).WithMessage("price must not be below 0");
    }

    public override string Table => "reservations";
}

/// <summary>What a payment may say.</summary>
internal sealed class PaymentRules : RowRules<Payment>
{
    public PaymentRules()
    {
        RuleFor(payment => payment.Currency).OneOf(CurrencyCodes.All).WithErrorCode(Check23514);
        RuleFor(payment => payment.Amount).GreaterThan(0).When(payment => payment.Amount != 0).WithErrorCode(Check23514).WithMessage("amount must be above 0");
        RuleFor(payment => payment.PaidAmount).GreaterThan(0).WithErrorCode(Check23514).WithMessage("paid_amount must be above 0");
    }

    public override string Table => "payments";
}
