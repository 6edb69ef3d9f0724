using System.Data.Common;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>Can this process serve: does the database answer.</summary>
public sealed record CheckReadiness : IQuery<Done>, IManagesOwnTransaction;

internal sealed class CheckReadinessHandler(PeppiDbContext db) : IHandler<CheckReadiness, Done>
{
    private static readonly Error NoDatabase = new(ErrorKind.Unavailable, "database_unavailable", "The database does not answer.");

    public async Task<Result<Done>> Handle(CheckReadiness query, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return Done.Value;
        }
        catch (DbException)
        {
            return NoDatabase;
        }
    }
}
