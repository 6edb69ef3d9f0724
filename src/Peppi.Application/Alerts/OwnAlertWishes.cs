using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>How the caller wants to be told of alerts.</summary>
public sealed record GetOwnAlertWishes : IQuery<AlertPreference>;

internal sealed class GetOwnAlertWishesHandler(PeppiDbContext db) : IHandler<GetOwnAlertWishes, AlertPreference>
{
    public async Task<Result<AlertPreference>> Handle(GetOwnAlertWishes query, CancellationToken cancellationToken) =>
        await db.AlertPreferences.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new AlertPreference();
}

/// <summary>Changes that. Row-level security lets nobody at another's wishes.</summary>
/// <param name="Person">The caller.</param>
/// <param name="LeastPriority">From which priority on.</param>
/// <param name="Digest">One of <see cref="Digests"/>.</param>
/// <param name="DigestAt">When the daily mail comes.</param>
/// <param name="QuietFrom">From when on no mail comes.</param>
/// <param name="QuietTo">Until when.</param>
/// <param name="QuietWeekends">Nor at weekends.</param>
public sealed record ChangeOwnAlertWishes(Guid Person, string LeastPriority, string Digest, TimeOnly DigestAt, TimeOnly? QuietFrom, TimeOnly? QuietTo, bool QuietWeekends) : ICommand<Done>;

internal sealed class ChangeOwnAlertWishesValidator : AbstractValidator<ChangeOwnAlertWishes>
{
    public ChangeOwnAlertWishesValidator()
    {
        RuleFor(command => command.LeastPriority).Must(AlertPriorities.All.Contains);
        RuleFor(command => command.Digest).Must(Digests.All.Contains);
    }
}

internal sealed class ChangeOwnAlertWishesHandler(PeppiDbContext db, TimeProvider time) : IHandler<ChangeOwnAlertWishes, Done>
{
    public async Task<Result<Done>> Handle(ChangeOwnAlertWishes command, CancellationToken cancellationToken)
    {
        var wishes = await db.AlertPreferences.SingleOrDefaultAsync(row => row.UserId == command.Person, cancellationToken);
        if (wishes is null) db.AlertPreferences.Add(wishes = new AlertPreference { UserId = command.Person });
        (wishes.LeastPriority, wishes.Digest, wishes.DigestAt) = (command.LeastPriority, command.Digest, command.DigestAt);

        // One without the other says nothing.
        (wishes.QuietFrom, wishes.QuietTo) = command is { QuietFrom: not null, QuietTo: not null } ? (command.QuietFrom, command.QuietTo) : (null, null);
        (wishes.QuietWeekends, wishes.UpdatedAt) = (command.QuietWeekends, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }
}
