using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial.Contracts;

/// <summary>
/// Every figure of sales, as of any day and with the caller's own rights: counts from PostgreSQL, formulas from Domain. REST, reports,
/// alert rules and pages all ask here. It reads within the caller's transaction, so inside a use case or a begun transaction only.
/// </summary>
public sealed class SalesFigures(PeppiDbContext db)
{
    /// <summary>Months of reservations that conversion looks at.</summary>
    public const int CohortMonths = 12;

    /// <summary>The first day of the months of reservations that are looked at.</summary>
    public static DateOnly FirstOfCohorts(DateOnly asOf) => new DateOnly(asOf.Year, asOf.Month, 1).AddMonths(1 - CohortMonths);

    /// <summary>The position of each project that the caller may see and that sells something.</summary>
    public async Task<IReadOnlyDictionary<int, SalesPosition>> ByProjectAsync(int? project, DateOnly asOf, CancellationToken cancellationToken) =>
        await db.Sales(project, asOf, SalesPosition.VelocityMonths).ToDictionaryAsync(row => row.ProjectId, row => new SalesPosition
        {
            Units = row.Units,
            Sold = row.Sold,
            SoldBeforeDelivery = row.SoldBeforeDelivery,
            Remaining = row.Remaining,
            OnOfferAtStart = row.OnOfferAtStart,
            SoldInMonth = row.SoldInMonth,
            SalesLately = row.SalesLately,
            CancelledLately = row.CancelledLately,
            Timed = row.Timed,
            DaysToSell = row.DaysToSell,
        }, cancellationToken);

    /// <summary>One project, or all that the caller may see together.</summary>
    public async Task<SalesPosition> OfAsync(int? project, DateOnly asOf, CancellationToken cancellationToken) =>
        (await ByProjectAsync(project, asOf, cancellationToken)).Values.Aggregate(new SalesPosition(), SalesPosition.Add);

    /// <summary>
    /// The lines of the log of sales that the pipeline is made of: prospects, and reservations, which were prospects once. A stage is that of
    /// today: the log keeps no day of its change.
    /// </summary>
    public IQueryable<CommercialActivity> Buyers(int? project, DateOnly asOf) => db.CommercialActivities.AsNoTracking()
        .Where(row => (row.ActivityType == CommercialActivityTypes.Pipeline || row.ActivityType == CommercialActivityTypes.Reservation)
            && (project == null || row.ProjectId == project) && (row.RecordDate == null || row.RecordDate <= asOf));

    /// <summary>Who stands at which stage.</summary>
    public async Task<SalesPipeline> PipelineAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in Buyers(project, asOf)
            join home in db.Projects on row.ProjectId equals (int?)home.Id into homes
            from home in homes.DefaultIfEmpty()
            group row by new
            {
                Stage = row.Stage ?? (row.ActivityType == CommercialActivityTypes.Pipeline ? PipelineStages.Contact : PipelineStages.Reservation),
                IsOpen = row.Status == null || row.Status == CommercialStatuses.Open || row.Status == CommercialStatuses.Confirmed || row.Status == CommercialStatuses.Paid,
                Currency = row.Currency ?? home.Currency,
            }
            into cell
            select new { cell.Key, Count = cell.Count(), Worth = cell.Sum(row => row.Amount ?? 0), Expected = cell.Sum(row => (row.Amount ?? 0) * (row.Probability ?? 0)) }).ToListAsync(cancellationToken);
        return new SalesPipeline([.. rows.Select(row => new PipelineCell(row.Key.Stage, row.Key.IsOpen, row.Key.Currency is { } code ? Currency.Of(code) : null, row.Count, row.Worth, row.Expected / 100))]);
    }

    /// <summary>The reservations of the last <see cref="CohortMonths"/> months: each month's, the oldest first, and all together.</summary>
    public async Task<(IReadOnlyList<ReservationCohort> Months, ReservationCohort Together)> CohortsAsync(int? project, DateOnly asOf, CancellationToken cancellationToken)
    {
        var cells = (await db.ReservationCohorts(project, FirstOfCohorts(asOf), asOf).ToListAsync(cancellationToken))
            .Select(row => new CohortCell(row.Month, row.Days, row.Reservations, row.GivenUp)).ToList();
        return ([.. cells.GroupBy(cell => cell.Month).OrderBy(month => month.Key).Select(month => new ReservationCohort(month.Key, [.. month]))], new ReservationCohort(null, cells));
    }
}
