using Peppi.DataApi.Errors;
using Peppi.DataApi.Sql;

namespace Peppi.DataApi.Execute;

/// <summary>Everything that one transaction runs, in order.</summary>
public sealed record Execution
{
    /// <summary>The database role; the executor chooses the pool by it.</summary>
    public required string Role { get; init; }

    /// <summary>Whether somebody is signed in.</summary>
    public required bool SignedIn { get; init; }

    /// <summary>Role, claims and request, as settings of the transaction.</summary>
    public required SqlStatement Preamble { get; init; }

    /// <summary>The function that looks at every request first.</summary>
    public SqlStatement? PreRequest { get; init; }

    /// <summary>The statement whose plan tells about how many rows there are.</summary>
    public SqlStatement? Estimate { get; init; }

    /// <summary>The statement.</summary>
    public required SqlStatement Main { get; init; }

    /// <summary>Its result has the total.</summary>
    public bool CountsTotal { get; init; }

    /// <summary>Its result has the address of a new row, and how many rows are new.</summary>
    public bool TellsNew { get; init; }

    /// <summary>Its result is a query plan: lines of text.</summary>
    public bool IsExplain { get; init; }

    /// <summary>Nothing is written: the body may leave before the transaction has ended.</summary>
    public required bool ReadOnly { get; init; }

    /// <summary>The isolation level, where it is not the usual one.</summary>
    public string? Isolation { get; init; }

    /// <summary>The transaction ends without a trace.</summary>
    public bool Rollback { get; init; }

    /// <summary>Looks at the outcome; where it refuses, nothing stays.</summary>
    public Func<DbResult, DataApiError?>? Check { get; init; }
}

/// <summary>The port to the database: one call is one transaction, and one round trip where the outcome need not be looked at.</summary>
public interface IStatementExecutor
{
    /// <summary>Runs the transaction. A refusal is what the database, or the check, said.</summary>
    Task<Outcome<DbResult>> ExecuteAsync(Execution execution, CancellationToken cancellationToken);
}
