using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>Approves a proposed budget row, which then counts, or gives it up.</summary>
/// <param name="RecordId">The row of <c>finances</c>.</param>
/// <param name="Approve">False gives it up.</param>
public sealed record DecideBudgetChange(int RecordId, bool Approve) : ICommand<Done>;

internal sealed class DecideBudgetChangeHandler(PeppiDbContext db) : IHandler<DecideBudgetChange, Done>
{
    public async Task<Result<Done>> Handle(DecideBudgetChange command, CancellationToken cancellationToken)
    {
        var row = await db.Finances.SingleOrDefaultAsync(row => row.Id == command.RecordId && row.Type == FinanceTypes.Budget && row.Status == FinanceStatuses.Draft, cancellationToken);
        if (row is null) return SharedErrors.NotFound("proposed budget row");

        row.Status = command.Approve ? FinanceStatuses.Approved : FinanceStatuses.Cancelled;
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
