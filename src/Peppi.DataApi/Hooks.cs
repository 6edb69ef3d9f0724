using Peppi.DataApi.Errors;

namespace Peppi.DataApi;

/// <summary>What a write does to rows.</summary>
public enum WriteKind
{
    /// <summary>New rows.</summary>
    Insert,

    /// <summary>New rows, or changed ones where they are there already.</summary>
    Upsert,

    /// <summary>Some columns of rows that are there.</summary>
    Update,

    /// <summary>Rows go.</summary>
    Delete,
}

/// <summary>A write that is about to happen.</summary>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Json">The rows as UTF-8 JSON: one object or a list; empty for a delete.</param>
/// <param name="Columns">The columns that are written.</param>
/// <param name="Caller">The host's own object for whom this runs.</param>
public sealed record PlannedWrite(string Schema, string Table, WriteKind Kind, ReadOnlyMemory<byte> Json, IReadOnlyList<string> Columns, object? Caller);

/// <summary>Rules of the business on rows that come in, whichever client sends them.</summary>
public interface IWriteRules
{
    /// <summary>The refusal, or null where nothing stands against the write.</summary>
    ValueTask<DataApiError?> CheckAsync(PlannedWrite write, CancellationToken cancellationToken);
}

/// <summary>
/// Rows that a caller may see anyway: those whose column is among what a function of the database answers. The function is asked
/// once a statement, and its answer can lead PostgreSQL to an index, as a policy with an alternative in it cannot.
/// </summary>
/// <param name="Column">The column that tells.</param>
/// <param name="Schema">The function's schema.</param>
/// <param name="Function">The function: texts in, the column's value or an array of such out.</param>
/// <param name="Arguments">What it is asked with.</param>
/// <param name="Many">Whether it answers an array.</param>
public sealed record RowScope(string Column, string Schema, string Function, IReadOnlyList<string> Arguments, bool Many);

/// <summary>Knows which rows of a table a caller may see anyway. It narrows what PostgreSQL looks at and decides nothing.</summary>
public interface IRowScopes
{
    /// <summary>The scope, or null where the caller sees all, or nothing is known.</summary>
    ValueTask<RowScope?> ForAsync(string schema, string table, object? caller, CancellationToken cancellationToken);
}
