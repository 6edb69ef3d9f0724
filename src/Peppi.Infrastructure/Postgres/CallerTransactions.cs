using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Postgres;

/// <summary>
/// Begins each transaction of a context with the caller's preamble, and refuses what would run without one: a statement outside of a
/// transaction, or a context that was made for another caller.
/// </summary>
/// <param name="caller">The caller of the scope.</param>
/// <param name="madeFor">The role whose pool the connection comes from; null for a login that switches to no role.</param>
/// <param name="loginRole">The login's own name, where there is no role to switch to.</param>
internal sealed class CallerTransactions(CallerContext caller, DatabaseRole? madeFor, string loginRole = "") : IDbTransactionInterceptor, IDbCommandInterceptor
{
    public DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var preamble = Preamble(connection, result);
        preamble.ExecuteNonQuery();
        return result;
    }

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken)
    {
        await using var preamble = Preamble(connection, result);
        await preamble.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    public DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (madeFor is not null && result.Transaction is null)
        {
            throw new InvalidOperationException(
                "A statement of PeppiDbContext ran outside of a transaction, so under no caller. Begin one first (the pipeline does, unless a request manages its own).");
        }

        return result;
    }

    private DbCommand Preamble(DbConnection connection, DbTransaction transaction)
    {
        var current = caller.Current;
        if (madeFor is { } role && role != current.Role)
        {
            throw new InvalidOperationException(
                $"This PeppiDbContext was made for {role}, and the caller is now {current.Role}. Say who calls before the context is made, or use CallerScopes.");
        }

        var preamble = connection.CreateCommand();
        preamble.Transaction = transaction;
        preamble.CommandText = CallerPreamble.Sql;
        CallerPreamble.AddParameters(preamble.Parameters, madeFor is null ? loginRole : CallerPreamble.RoleName(current.Role), current);
        return preamble;
    }
}
