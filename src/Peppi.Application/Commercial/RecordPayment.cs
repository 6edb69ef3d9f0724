using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>Puts a payment on the schedule of a reservation. The answer is its key.</summary>
/// <param name="ReservationId">The reservation.</param>
/// <param name="Amount">What is due, in the reservation's currency.</param>
/// <param name="DueOn">When.</param>
/// <param name="Label">What for.</param>
public sealed record SchedulePayment(int ReservationId, decimal Amount, DateOnly DueOn, string? Label) : ICommand<int>;

/// <summary>Notes that a scheduled payment came.</summary>
/// <param name="Id">The payment.</param>
/// <param name="PaidOn">When it came; today where nobody said.</param>
/// <param name="Amount">What came; what was due where nobody said.</param>
public sealed record RecordPayment(int Id, DateOnly? PaidOn = null, decimal? Amount = null) : ICommand<Done>;

internal sealed class SchedulePaymentValidator : AbstractValidator<SchedulePayment>
{
    public SchedulePaymentValidator()
    {
        RuleFor(command => command.Amount).GreaterThan(0).WithMessage("A payment is above zero.");
        RuleFor(command => command.Label).MaximumLength(200).WithMessage("Shorten the label to 200 characters.");
    }
}

internal sealed class RecordPaymentValidator : AbstractValidator<RecordPayment>
{
    public RecordPaymentValidator() => RuleFor(command => command.Amount).GreaterThan(0).WithMessage("A payment is above zero.");
}

internal sealed class SchedulePaymentHandler(PeppiDbContext db) : IHandler<SchedulePayment, int>
{
    public async Task<Result<int>> Handle(SchedulePayment command, CancellationToken cancellationToken)
    {
        var reservation = await db.Reservations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.ReservationId, cancellationToken);
        if (reservation is null) return SharedErrors.NotFound("reservation");
        if (reservation.Status is ReservationStatuses.Cancelled or ReservationStatuses.Expired) return CommercialErrors.Closed(reservation.Status);
        var payment = new Payment { ReservationId = reservation.Id, ProjectId = reservation.ProjectId, Amount = command.Amount, DueOn = command.DueOn, Label = Text.OrNull(command.Label) };
        db.Add(payment);
        await db.SaveChangesAsync(cancellationToken);
        return payment.Id;
    }
}

internal sealed class RecordPaymentHandler(PeppiDbContext db, TimeProvider time) : IHandler<RecordPayment, Done>
{
    public async Task<Result<Done>> Handle(RecordPayment command, CancellationToken cancellationToken)
    {
        var payment = await db.Payments.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (payment is null) return SharedErrors.NotFound("payment");
        if (payment.PaidOn is not null) return CommercialErrors.AlreadyPaid;
        (payment.PaidOn, payment.PaidAmount) = (command.PaidOn ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), command.Amount ?? payment.Amount);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
