using Peppi.Application.Finance.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>The budgets of all projects that the caller may see, each in its own currency and together in the group's, as of today.</summary>
public sealed record ListBudgets : IQuery<PortfolioMoney>;

internal sealed class ListBudgetsHandler(MoneyFigures money, TimeProvider time) : IHandler<ListBudgets, PortfolioMoney>
{
    public async Task<Result<PortfolioMoney>> Handle(ListBudgets query, CancellationToken cancellationToken) =>
        await money.OfPortfolioAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken);
}
