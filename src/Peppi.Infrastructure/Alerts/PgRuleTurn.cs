using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Alerts;

/// <summary>An advisory lock that falls with the transaction, or with the node.</summary>
internal sealed class PgRuleTurn(PeppiDbContext db) : IRuleTurn
{
    public async Task TakeAsync(string code, CancellationToken cancellationToken)
    {
        var name = "alert rule " + code;
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken);
    }
}
