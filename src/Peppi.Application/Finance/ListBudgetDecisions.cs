using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Finance;

/// <summary>What of a project's budget awaits somebody: proposed rows, orders in preparation; and the rates that its figures are told by.</summary>
/// <param name="ProjectId">The project.</param>
public sealed record ListBudgetDecisions(int ProjectId) : IQuery<BudgetDecisions>;

/// <summary>What awaits a decision.</summary>
/// <param name="Proposed">Budget rows that nobody approved yet.</param>
/// <param name="Orders">Orders in preparation, with whether one may exceed its budget.</param>
/// <param name="Rates">The latest rate of each pair, by currency.</param>
public sealed record BudgetDecisions(IReadOnlyList<FinanceRecord> Proposed, IReadOnlyList<PreparedOrder> Orders, IReadOnlyList<ExchangeRate> Rates);

/// <summary>An order in preparation.</summary>
/// <param name="Order">The order.</param>
/// <param name="IsAllowed">Somebody gave leave to exceed the budget with it.</param>
public sealed record PreparedOrder(SupplyOrder Order, bool IsAllowed);

internal sealed class ListBudgetDecisionsHandler(PeppiDbContext db, TimeProvider time) : IHandler<ListBudgetDecisions, BudgetDecisions>
{
    private const int Most = 50;

    public async Task<Result<BudgetDecisions>> Handle(ListBudgetDecisions query, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var proposed = await db.Finances.AsNoTracking()
            .Where(row => row.ProjectId == query.ProjectId && row.Type == FinanceTypes.Budget && row.Status == FinanceStatuses.Draft)
            .OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        var orders = await db.SupplyOrders.AsNoTracking().Where(row => row.ProjectId == query.ProjectId && row.Status == SupplyOrderStatuses.Draft)
            .OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancellationToken);
        var ids = orders.ConvertAll(order => order.Id);
        var allowed = await db.BudgetExceptions.AsNoTracking().Where(row => ids.Contains(row.OrderId)).ToListAsync(cancellationToken);
        var rates = await db.ExchangeRates.AsNoTracking().Where(row => row.ValidFrom <= today).ToListAsync(cancellationToken);
        return new BudgetDecisions(proposed,
            orders.ConvertAll(order => new PreparedOrder(order, allowed.Exists(leave => leave.OrderId == order.Id && (leave.Amount is null || leave.Amount >= order.TotalAmount)))),
            [.. rates.GroupBy(rate => (rate.Currency, rate.QuoteCurrency)).Select(pair => pair.MaxBy(rate => rate.ValidFrom)!).OrderBy(rate => rate.Currency, StringComparer.Ordinal).ThenBy(rate => rate.QuoteCurrency, StringComparer.Ordinal)]);
    }
}
