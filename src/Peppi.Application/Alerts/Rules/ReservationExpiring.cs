using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Rules;

/// <summary>A reservation that lapses within some hours, or a payment of one that is overdue; ends when paid, extended or over.</summary>
internal sealed class ReservationExpiring(PeppiDbContext db) : IAlertRule
{
    public string Code => AlertRuleKinds.ReservationExpiring;

    public IReadOnlyList<string> Tables => ["reservations", "payments"];

    public async Task<IReadOnlyList<Finding>> FindAsync(RuleScope scope, CancellationToken cancellationToken)
    {
        var until = scope.Now.AddHours((double)scope.Settings.Most("hours"));
        var today = scope.Today;
        var lapsing = await db.Reservations.AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.Status == ReservationStatuses.Active && row.ExpiresAt <= until)
            .Select(row => new { row.Id, row.ProjectId, row.ClientName, row.ExpiresAt, Unit = db.Units.Where(unit => unit.Id == row.UnitId).Select(unit => unit.Reference).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var unpaid = await db.Payments.AsNoTracking().Within(scope, row => row.ProjectId)
            .Where(row => row.PaidOn == null && row.DueOn < today && row.Amount > (row.PaidAmount ?? 0))
            .Join(db.Reservations.Where(row => row.Status == ReservationStatuses.Active || row.Status == ReservationStatuses.Sold), payment => payment.ReservationId, reservation => reservation.Id,
                (payment, reservation) => new { payment.Id, payment.ProjectId, payment.DueOn, payment.Label, payment.Amount, payment.PaidAmount, payment.Currency, reservation.ClientName })
            .ToListAsync(cancellationToken);

        var findings = lapsing.Where(row => row.ExpiresAt <= scope.Now.AddHours((double)scope.Settings.Number("hours", row.ProjectId))).Select(row =>
            new Finding($"{Code}:{row.Id}", row.ProjectId, AlertPriorities.Warning,
                $"Réservation {row.Unit} ({row.ClientName}) : expire le {Figures.French.Moment(row.ExpiresAt!.Value.ToUniversalTime())} UTC.",
                $"Reservation {row.Unit} ({row.ClientName}): lapses on {Figures.English.Moment(row.ExpiresAt.Value.ToUniversalTime())} UTC.")
            {
                Details = Facts.Of("reservations", row.Id),
                Link = Facts.Page(row.ProjectId),
            });
        return [.. findings.Concat(unpaid.Select(row =>
        {
            var owed = new Money(row.Amount - (row.PaidAmount ?? 0), Currency.Of(row.Currency ?? "XXX"));
            return new Finding($"{Code}:payment:{row.Id}", row.ProjectId, AlertPriorities.Warning,
                $"Échéance impayée de {row.ClientName}{(row.Label is null ? "" : $" ({row.Label})")}, due le {Figures.French.Date(row.DueOn!.Value)} : {Figures.French.Money(owed)}.",
                $"Unpaid instalment of {row.ClientName}{(row.Label is null ? "" : $" ({row.Label})")}, due on {Figures.English.Date(row.DueOn.Value)}: {Figures.English.Money(owed)}.")
            {
                Details = Facts.Of("payments", row.Id, ("due_on", $"{row.DueOn:yyyy-MM-dd}")),
                Link = Facts.Page(row.ProjectId),
            };
        }))];
    }
}
