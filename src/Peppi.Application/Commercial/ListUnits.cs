using Microsoft.EntityFrameworkCore;
using Peppi.Application.Commercial.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Commercial;
using Peppi.Domain.Shared;

namespace Peppi.Application.Commercial;

/// <summary>The units of a project with who holds each, as far as the caller may see.</summary>
/// <param name="ProjectId">The project; the first that sells something where none is said.</param>
/// <param name="Status">Only those that stand so now.</param>
public sealed record ListUnits(int? ProjectId, string? Status = null) : IQuery<UnitList>
{
    /// <summary>How many a page holds.</summary>
    public const int PageSize = 50;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>Units of one project.</summary>
/// <param name="ProjectId">The project; null where nothing is for sale.</param>
/// <param name="Projects">Every project that has units, by name.</param>
/// <param name="Lines">The page's units, by reference.</param>
/// <param name="Found">How many the filter found.</param>
/// <param name="ByStatus">How many of the project stand how.</param>
public sealed record UnitList(int? ProjectId, IReadOnlyList<(int Id, string Name)> Projects, IReadOnlyList<UnitLine> Lines, int Found, IReadOnlyDictionary<string, int> ByStatus)
{
    /// <summary>Who stands at which stage of buying.</summary>
    public required SalesPipeline Pipeline { get; init; }
}

/// <summary>A unit and who holds it.</summary>
public sealed record UnitLine(int Id, string Reference, string? Kind, int? Floor, decimal? Area, decimal? Price, string? Currency, string Status)
{
    /// <summary>The reservation that holds it.</summary>
    public int? ReservationId { get; init; }

    /// <summary>Its buyer.</summary>
    public string? Client { get; init; }

    /// <summary>When it lapses.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The next payment that is awaited.</summary>
    public int? PaymentId { get; init; }

    /// <summary>When that is due.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>How much that is.</summary>
    public decimal? Due { get; init; }

    /// <summary>What was paid so far.</summary>
    public decimal Paid { get; init; }
}

internal sealed class ListUnitsHandler(PeppiDbContext db, SalesFigures sales, TimeProvider time) : IHandler<ListUnits, UnitList>
{
    private static readonly string[] Holding = [ReservationStatuses.Active, ReservationStatuses.Sold];

    public async Task<Result<UnitList>> Handle(ListUnits query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var projects = await db.Projects.Where(project => db.Units.Any(unit => unit.ProjectId == project.Id)).OrderBy(project => project.Name)
            .Select(project => new { project.Id, project.Name }).ToListAsync(cancellationToken);
        var chosen = projects.FirstOrDefault(project => query.ProjectId is null || project.Id == query.ProjectId)?.Id;
        var units = await db.Units.AsNoTracking().Where(unit => unit.ProjectId == chosen).ToListAsync(cancellationToken);
        var held = (await db.Reservations.AsNoTracking().Where(row => row.ProjectId == chosen && Holding.Contains(row.Status) && (row.HeldUntil == null || row.HeldUntil > now))
            .ToListAsync(cancellationToken)).ToLookup(row => row.UnitId);
        var payments = (await db.Payments.AsNoTracking().Where(row => row.ProjectId == chosen).OrderBy(row => row.DueOn).ToListAsync(cancellationToken)).ToLookup(row => row.ReservationId);
        var lines = units.OrderBy(unit => unit.Reference, StringComparer.Ordinal).Select(unit => LineOf(unit, held[unit.Id].FirstOrDefault(), payments)).ToList();
        var found = lines.FindAll(line => query.Status is null || line.Status == query.Status);
        return new UnitList(chosen, projects.ConvertAll(project => (project.Id, project.Name)),
            [.. found.Skip((Math.Max(1, query.Page) - 1) * ListUnits.PageSize).Take(ListUnits.PageSize)], found.Count, lines.CountBy(line => line.Status).ToDictionary())
        {
            Pipeline = await sales.PipelineAsync(chosen, DateOnly.FromDateTime(now.UtcDateTime), cancellationToken),
        };
    }

    // A reservation that has lapsed holds nothing, whether or not somebody has written that down.
    private static UnitLine LineOf(Unit unit, Reservation? holder, ILookup<int, Payment> payments)
    {
        var paid = holder is null ? [] : payments[holder.Id].ToList();
        var next = paid.Find(payment => payment.PaidOn is null);
        return new UnitLine(unit.Id, unit.Reference, unit.Kind, unit.Floor, unit.Area, holder?.Price ?? unit.ListPrice, holder?.Currency ?? unit.Currency,
            holder is null && unit.Status == UnitStatuses.Reserved ? UnitStatuses.Available : unit.Status)
        {
            ReservationId = holder?.Id,
            Client = holder?.ClientName,
            Until = holder?.Status == ReservationStatuses.Active ? holder.HeldUntil : null,
            PaymentId = next?.Id,
            DueOn = next?.DueOn,
            Due = next?.Amount,
            Paid = paid.Where(payment => payment.PaidOn is not null).Sum(payment => payment.PaidAmount ?? payment.Amount),
        };
    }
}
