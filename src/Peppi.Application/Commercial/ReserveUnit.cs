using FluentValidation;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>Keeps a unit for a buyer. The answer is the reservation's key; who comes second is told until when the unit is taken (<c>unit_already_reserved</c>).</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="ClientName">The buyer.</param>
public sealed record ReserveUnit(int UnitId, string ClientName) : ICommand<int>
{
    /// <summary>How the buyer is reached.</summary>
    public string? ClientContact { get; init; }

    /// <summary>Price agreed on, in the unit's currency; its list price where nobody said.</summary>
    public decimal? Price { get; init; }

    /// <summary>When it lapses; 30 days on where nobody said.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed class ReserveUnitValidator : AbstractValidator<ReserveUnit>
{
    public ReserveUnitValidator(TimeProvider time)
    {
        RuleFor(command => command.ClientName).NotEmpty().WithMessage("Enter the buyer's name.").MaximumLength(200).WithMessage("Shorten the name to 200 characters.");
        RuleFor(command => command.ClientContact).MaximumLength(200).WithMessage("Shorten the contact to 200 characters.");
        RuleFor(command => command.Price).GreaterThanOrEqualTo(0).WithMessage("A price is not below zero.");
        RuleFor(command => command.ExpiresAt).Must(moment => moment is null || moment > time.GetUtcNow()).WithMessage("A reservation lapses in the future.");
    }
}

internal sealed class ReserveUnitHandler(PeppiDbContext db) : IHandler<ReserveUnit, int>
{
    public async Task<Result<int>> Handle(ReserveUnit command, CancellationToken cancellationToken)
    {
        if (await db.Units.FindAsync([command.UnitId], cancellationToken) is not { } unit) return SharedErrors.NotFound("unit");

        // Whether it can be had is PostgreSQL's to say, at the moment of the insert: a look before would prove nothing.
        var reservation = new Reservation
        {
            UnitId = unit.Id,
            ProjectId = unit.ProjectId,
            ClientName = command.ClientName.Trim(),
            ClientContact = Text.OrNull(command.ClientContact),
            Price = command.Price,
            ExpiresAt = command.ExpiresAt,
        };
        db.Add(reservation);
        await db.SaveChangesAsync(cancellationToken);
        return reservation.Id;
    }
}
