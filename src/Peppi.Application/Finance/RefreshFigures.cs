using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>
/// Brings the totals of projects whose money changed up to date. Readers are exact without it; it keeps portfolios fast. The answer is
/// whether more is to be done.
/// </summary>
public sealed record RefreshFigures : ICommand<bool>;

internal sealed class RefreshFiguresHandler(PeppiDbContext db) : IHandler<RefreshFigures, bool>
{
    public async Task<Result<bool>> Handle(RefreshFigures command, CancellationToken cancellationToken) =>
        (await db.RefreshFigures().SingleAsync(cancellationToken)).More;
}
