using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Peppi.Application.Persistence;

/// <summary>The set-based sums behind figures: functions of PostgreSQL that run with the caller's rights (Sql/090_figures.sql).</summary>
public partial class PeppiDbContext
{
    private static readonly (string Method, string Function)[] FigureFunctions =
    [
        (nameof(Money), "money"), (nameof(MoneyMonths), "money_months"), (nameof(OverdueSums), "overdue"), (nameof(OverdueInvoices), "overdue_invoices"),
        (nameof(Deliveries), "deliveries"), (nameof(StockOn), "stock"), (nameof(ProgressOn), "progress"), (nameof(RatesOn), "rates"),
        (nameof(RefreshFigures), "refresh_figures"), (nameof(Sales), "sales"), (nameof(ReservationCohorts), "reservation_cohorts"), (nameof(CashAhead), "cash_ahead"), (nameof(OneAtATime), "one_at_a_time"), (nameof(PlanEach), "plan_each"),
    ];

    internal IQueryable<MoneyRow> Money(int[]? projects, DateOnly asOf) => FromExpression(() => Money(projects, asOf));

    internal IQueryable<MoneyMonthRow> MoneyMonths(int? project, DateOnly from, DateOnly to) => FromExpression(() => MoneyMonths(project, from, to));

    internal IQueryable<OverdueRow> OverdueSums(int? project, DateOnly asOf) => FromExpression(() => OverdueSums(project, asOf));

    internal IQueryable<OverdueInvoiceRow> OverdueInvoices(int? project, DateOnly asOf) => FromExpression(() => OverdueInvoices(project, asOf));

    internal IQueryable<DeliveryRow> Deliveries(int? project, DateOnly asOf) => FromExpression(() => Deliveries(project, asOf));

    internal IQueryable<StockRow> StockOn(int? project, DateOnly asOf, int days) => FromExpression(() => StockOn(project, asOf, days));

    internal IQueryable<ProgressRow> ProgressOn(int? project, DateOnly asOf) => FromExpression(() => ProgressOn(project, asOf));

    internal IQueryable<RateRow> RatesOn(DateOnly asOf) => FromExpression(() => RatesOn(asOf));

    internal IQueryable<RefreshRow> RefreshFigures() => FromExpression(() => RefreshFigures());

    internal IQueryable<SalesRow> Sales(int? project, DateOnly asOf, int months) => FromExpression(() => Sales(project, asOf, months));

    internal IQueryable<CohortRow> ReservationCohorts(int? project, DateOnly firstDay, DateOnly asOf) => FromExpression(() => ReservationCohorts(project, firstDay, asOf));

    internal IQueryable<CashAheadRow> CashAhead(int? project, DateOnly asOf, DateOnly until) => FromExpression(() => CashAhead(project, asOf, until));

    internal IQueryable<TurnRow> OneAtATime(string name) => FromExpression(() => OneAtATime(name));

    internal IQueryable<TurnRow> PlanEach() => FromExpression(() => PlanEach());

    private static void MapFigures(ModelBuilder builder)
    {
        foreach (var (method, function) in FigureFunctions)
        {
            var declared = typeof(PeppiDbContext).GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!;
            builder.Entity(declared.ReturnType.GetGenericArguments()[0], row =>
            {
                row.HasNoKey();
                row.ToTable((string?)null);
            });
            builder.HasDbFunction(declared).HasSchema("app").HasName(function);
        }
    }
}
