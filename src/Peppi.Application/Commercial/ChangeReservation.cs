using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>Lets a reservation lapse later. One that has lapsed holds again, if nobody else took the unit meanwhile.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="ExpiresAt">When it shall lapse.</param>
public sealed record ExtendReservation(int Id, DateTimeOffset ExpiresAt) : ICommand<Done>;

/// <summary>Gives a reservation up, or undoes a sale: the unit is free again.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Reason">Why.</param>
public sealed record CancelReservation(int Id, string Reason) : ICommand<Done>;

/// <summary>Turns a reservation into a sale.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="SoldOn">Day of the sale; today where nobody said.</param>
public sealed record SellReservedUnit(int Id, DateOnly? SoldOn = null) : ICommand<Done>;

internal sealed class ExtendReservationValidator : AbstractValidator<ExtendReservation>
{
    public ExtendReservationValidator(TimeProvider time) =>
        RuleFor(command => command.ExpiresAt).Must(moment => moment > time.GetUtcNow()).WithMessage("A reservation lapses in the future.");
}

internal sealed class CancelReservationValidator : AbstractValidator<CancelReservation>
{
    public CancelReservationValidator() =>
        RuleFor(command => command.Reason).NotEmpty().WithMessage("Say why.").MaximumLength(500).WithMessage("Shorten the reason to 500 characters.");
}

internal sealed class ExtendReservationHandler(PeppiDbContext db) : IHandler<ExtendReservation, Done>
{
    public async Task<Result<Done>> Handle(ExtendReservation command, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservations.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (reservation is null) return SharedErrors.NotFound("reservation");
        if (reservation.Status is not (ReservationStatuses.Active or ReservationStatuses.Expired)) return CommercialErrors.Closed(reservation.Status);
        (reservation.Status, reservation.ExpiresAt) = (ReservationStatuses.Active, command.ExpiresAt);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}

internal sealed class CancelReservationHandler(PeppiDbContext db) : IHandler<CancelReservation, Done>
{
    public async Task<Result<Done>> Handle(CancelReservation command, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservations.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (reservation is null) return SharedErrors.NotFound("reservation");
        if (reservation.Status is ReservationStatuses.Cancelled) return CommercialErrors.Closed(reservation.Status);
        (reservation.Status, reservation.CancelReason) = (ReservationStatuses.Cancelled, command.Reason.Trim());
        return await db.SaveVisibleAsync(cancellationToken);
    }
}

internal sealed class SellReservedUnitHandler(PeppiDbContext db) : IHandler<SellReservedUnit, Done>
{
    public async Task<Result<Done>> Handle(SellReservedUnit command, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservations.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (reservation is null) return SharedErrors.NotFound("reservation");
        if (reservation.Status is ReservationStatuses.Cancelled or ReservationStatuses.Sold) return CommercialErrors.Closed(reservation.Status);
        (reservation.Status, reservation.ConvertedOn) = (ReservationStatuses.Sold, command.SoldOn);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
