using Peppi.Domain.Commercial;
using Peppi.Domain.Projects;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>What is for sale, and who reserved, bought and paid: the same story as the log of sales tells.</summary>
internal sealed class DemoUnits(DateOnly today)
{
    private static readonly string[] Reasons = ["Crédit refusé", "Mutation du client", "A choisi un autre programme", "Délai trop long"];

    public List<Unit> Units { get; } = [];

    public List<Reservation> Reservations { get; } = [];

    public List<Payment> Payments { get; } = [];

    /// <summary>What people call the n-th unit of a project.</summary>
    public static string ReferenceOf(int unit) => $"{(char)('A' + unit % 3)}-{unit / 12 + 1}{unit % 12 + 1:00}";

    public void Add(DemoProject demo, IEnumerable<CommercialActivity> log)
    {
        var listed = demo.Project.StartDate!.Value.AddMonths(2);
        var units = Enumerable.Range(1, demo.Units).Select(number => new Unit
        {
            Id = Units.Count + number,
            ProjectId = demo.Project.Id,
            Reference = ReferenceOf(number),
            Kind = demo.Project.Code switch { "KRI-01" or "YDE-01" => UnitKinds.House, "BER-01" => UnitKinds.Plot, _ => UnitKinds.Apartment },
            Floor = demo.Project.Code is "KRI-01" or "YDE-01" or "BER-01" ? null : number / 12,
            Rooms = demo.Project.Code == "BER-01" ? null : 2 + number % 4,
            Area = demo.Project.Code == "BER-01" ? 400 + number % 5 * 50 : 48 + number % 4 * 22,
            ListPrice = Math.Round(demo.UnitPriceMillions * (0.94m + number % 7 * 0.03m)) * 1_000_000,
            Currency = DemoGroup.Currency,
            ListedOn = listed < today ? listed : today,
        }).ToList();
        Units.AddRange(units);

        var byReference = units.ToDictionary(unit => unit.Reference);
        var lines = log.Where(line => line.ProjectId == demo.Project.Id).ToList();
        var payments = lines.Where(line => line.ActivityType == CommercialActivityTypes.Payment).ToLookup(line => line.ReservationId);
        foreach (var line in lines.Where(line => line.ActivityType == CommercialActivityTypes.Reservation)) Reserve(demo, byReference[line.UnitReference!], line, [.. payments[line.Id]]);
    }

    private void Reserve(DemoProject demo, Unit unit, CommercialActivity line, IReadOnlyList<CommercialActivity> payments)
    {
        var day = line.RecordDate!.Value;
        var reservation = new Reservation
        {
            Id = Reservations.Count + 1,
            UnitId = unit.Id,
            ProjectId = unit.ProjectId,
            ClientName = line.ClientName!,
            Price = line.Amount,
            Currency = line.Currency,
            ReservedOn = day,
            ExpiresAt = new DateTimeOffset(day.AddDays(31).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            ActivityId = line.Id,
            Status = line.Status switch
            {
                CommercialStatuses.Confirmed => ReservationStatuses.Sold,
                CommercialStatuses.Cancelled => ReservationStatuses.Cancelled,
                CommercialStatuses.Expired => ReservationStatuses.Expired,
                _ => ReservationStatuses.Active,
            },
        };
        if (reservation.Status == ReservationStatuses.Sold) reservation.ConvertedOn = payments.Where(payment => payment.PaidDate is not null).Min(payment => payment.PaidDate) ?? day;
        if (reservation.ConvertedOn < day) reservation.ConvertedOn = day;
        if (reservation.Status == ReservationStatuses.Cancelled)
            (reservation.CancelledOn, reservation.CancelReason) = (day.AddDays(12) < today ? day.AddDays(12) : today, Reasons[reservation.Id % Reasons.Length]);
        Reservations.Add(reservation);
        line.Stage = reservation.Status == ReservationStatuses.Sold ? PipelineStages.Contract : PipelineStages.Reservation;

        // Handed over where the building is.
        if (reservation.Status == ReservationStatuses.Sold && demo.Project.Phase is ProjectPhases.Handover or ProjectPhases.Warranty && reservation.ConvertedOn < today.AddDays(-120))
            (unit.DeliveredOn, line.Stage) = (today.AddDays(-5 - unit.Id % 30), PipelineStages.Handover);

        foreach (var (number, payment) in payments.Index())
        {
            Payments.Add(new Payment
            {
                Id = Payments.Count + 1,
                ReservationId = reservation.Id,
                ProjectId = unit.ProjectId,
                Label = number == 0 ? "Dépôt de réservation" : $"Appel de fonds {number}",
                DueOn = payment.DueDate,
                Amount = payment.Amount!.Value,
                Currency = payment.Currency,
                PaidOn = payment.PaidDate,
                PaidAmount = payment.PaidDate is null ? null : payment.Amount,
                Method = payment.PaidDate is null ? null : "virement",
                ActivityId = payment.Id,
            });
        }
    }
}
